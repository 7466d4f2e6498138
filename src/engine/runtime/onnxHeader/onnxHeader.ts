import { throwIfAborted, TriMixError } from '../../errors.ts';
import { printable } from '../readJson.ts';
import { MessageFile, type Field } from './messageFile.ts';
import {
  decodeNode,
  decodeTensor,
  decodeValueInfo,
  type GraphMessage,
  type NodeMessage,
  type TensorMessage,
  type ValueInfoMessage,
} from './schema.ts';

/** An input or output of a graph. */
export interface GraphValue {
  readonly name: string;
  /** Number that the ONNX schema gives to the type of the elements; 0 where it is no tensor. */
  readonly elementType: number;
  /** Lengths, null for those known only when the graph runs; null where the graph does not say the rank. */
  readonly shape: readonly (number | null)[] | null;
}

/** Bytes of another file that hold a tensor. */
export interface ExternalTensor {
  readonly tensor: string;
  readonly location: string;
  readonly offset: number;
  /** Null where the tensor goes to the end of the file. */
  readonly length: number | null;
}

/** What a .onnx file says of its graph, without the weights. */
export interface OnnxHeader {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly externalTensors: readonly ExternalTensor[];
  readonly operators: ReadonlySet<string>;
  /** Names of the values that GroupQueryAttention takes. */
  readonly attentionInputs: ReadonlySet<string>;
  /** Bits and block size of the most frequent MatMulNBits; null where there is none. */
  readonly blocks: { readonly bits: number; readonly blockSize: number } | null;
  /** Bytes of weights per element type, inside and outside of the file. */
  readonly weightBytes: ReadonlyMap<number, number>;
}

/** Field numbers of onnx.proto. */
const modelGraph = 7;
const graphField = { node: 1, initializer: 5, input: 11, output: 12 } as const;
const weightFields: ReadonlySet<number> = new Set([4, 5, 6, 7, 9, 10, 11]);
const externalLocation = 1;

/** A node may hold a constant tensor, and branches; beyond this it is no decoder's. */
const largestNode = 256 * 1024 * 1024;
const largestSmallMessage = 1024 * 1024;
/** How often a long graph looks whether it is still wanted. */
const partsPerCheck = 1024;

/**
 * Reads what a .onnx file says of its graph. Weights inside the file are passed over, however large.
 *
 * @throws TriMixError `model-file-missing`, `cancelled`, or `model-file-damaged` when it is no ONNX model
 */
export async function readOnnxHeader(path: string, signal?: AbortSignal): Promise<OnnxHeader> {
  const file = await MessageFile.open(path).catch((error: unknown) => {
    throw new TriMixError('model-file-missing', { file: path }, error);
  });
  try {
    return await readModel(file, signal);
  } catch (error) {
    if (error instanceof TriMixError) throw error;
    const reason = `it is no ONNX model (${printable(error instanceof Error ? error.message : String(error))})`;
    throw new TriMixError('model-file-damaged', { file: path, reason }, error);
  } finally {
    await file.close();
  }
}

async function readModel(file: MessageFile, signal: AbortSignal | undefined): Promise<OnnxHeader> {
  const collector = new HeaderCollector();
  let hasGraph = false;
  for await (const field of file.fields(0, file.size)) {
    if (field.number !== modelGraph || field.wireType !== 2) continue;
    if (hasGraph) throw new Error('it has two graphs');
    hasGraph = true;
    await readGraph(file, field, collector, signal);
  }
  if (!hasGraph) throw new Error('it has no graph');
  return collector.finish();
}

async function readGraph(
  file: MessageFile,
  graph: Field,
  collector: HeaderCollector,
  signal: AbortSignal | undefined,
): Promise<void> {
  let parts = 0;
  for await (const field of file.fields(graph.start, graph.end)) {
    if (++parts % partsPerCheck === 0) throwIfAborted(signal);
    if (field.wireType !== 2) continue;
    switch (field.number) {
      case graphField.node:
        collector.node(decodeNode(await bounded(file, field, largestNode)));
        break;
      case graphField.initializer:
        collector.tensor(...(await tensorWithoutWeights(file, field)));
        break;
      case graphField.input:
        collector.inputs.push(decodeValueInfo(await bounded(file, field, largestSmallMessage)));
        break;
      case graphField.output:
        collector.outputs.push(decodeValueInfo(await bounded(file, field, largestSmallMessage)));
        break;
      default:
    }
  }
}

async function bounded(file: MessageFile, { start, end }: Field, limit: number): Promise<Uint8Array> {
  if (end - start > limit) throw new Error('a part of its graph is too large');
  return await file.bytes(start, end);
}

/** The message of a tensor with its weights cut out, and how many bytes they have. */
async function tensorWithoutWeights(file: MessageFile, tensor: Field): Promise<[TensorMessage, number]> {
  const kept: Uint8Array[] = [];
  let [keptBytes, weightBytes] = [0, 0];
  for await (const field of file.fields(tensor.start, tensor.end)) {
    if (weightFields.has(field.number)) {
      weightBytes += field.end - field.start;
      continue;
    }
    keptBytes += field.end - field.tagAt;
    if (keptBytes > largestSmallMessage) throw new Error('a tensor has too many fields');
    kept.push(await file.bytes(field.tagAt, field.end));
  }
  return [decodeTensor(Buffer.concat(kept)), weightBytes];
}

/** Puts the parts of a graph together. */
class HeaderCollector {
  readonly inputs: ValueInfoMessage[] = [];
  readonly outputs: ValueInfoMessage[] = [];
  readonly #initializers = new Set<string>();
  readonly #external: ExternalTensor[] = [];
  readonly #operators = new Set<string>();
  readonly #attentionInputs = new Set<string>();
  readonly #blocks = new Map<string, { readonly bits: number; readonly blockSize: number; count: number }>();
  readonly #weightBytes = new Map<number, number>();

  tensor(message: TensorMessage, bytesInside: number): void {
    this.#initializers.add(message.name);
    const external = externalTensor(message);
    if (external !== null) this.#external.push(external);
    const bytes = bytesInside + (external?.length ?? 0);
    this.#weightBytes.set(message.dataType, (this.#weightBytes.get(message.dataType) ?? 0) + bytes);
  }

  node(message: NodeMessage): void {
    this.#operators.add(message.opType);
    if (message.opType === 'GroupQueryAttention')
      message.input.forEach((name) => this.#attentionInputs.add(name));
    if (message.opType === 'MatMulNBits') this.#countBlocks(message);
    for (const { t, g, graphs } of message.attribute) {
      const external = t === undefined ? null : externalTensor(t);
      if (external !== null) this.#external.push(external);
      for (const branch of g === undefined ? graphs : [g, ...graphs]) this.#branch(branch);
    }
  }

  finish(): OnnxHeader {
    const [blocks] = [...this.#blocks.values()].sort((a, b) => b.count - a.count);
    return {
      // Before IR version 4 initialisers were inputs too.
      inputs: this.inputs.map(graphValue).filter(({ name }) => !this.#initializers.has(name)),
      outputs: this.outputs.map(graphValue),
      externalTensors: this.#external,
      operators: this.#operators,
      attentionInputs: this.#attentionInputs,
      blocks: blocks === undefined ? null : { bits: blocks.bits, blockSize: blocks.blockSize },
      weightBytes: this.#weightBytes,
    };
  }

  /** The depth of branches inside branches is bounded by the decoder of messages. */
  #branch(graph: GraphMessage): void {
    graph.initializer.forEach((tensor) => this.tensor(tensor, 0));
    graph.node.forEach((node) => this.node(node));
  }

  #countBlocks({ attribute }: NodeMessage): void {
    const of = (name: string): number => attribute.find((entry) => entry.name === name)?.i ?? 0;
    const [bits, blockSize] = [of('bits') === 0 ? 4 : of('bits'), of('block_size')];
    const key = `${bits} ${blockSize}`;
    const known = this.#blocks.get(key);
    if (known === undefined) this.#blocks.set(key, { bits, blockSize, count: 1 });
    else known.count++;
  }
}

function externalTensor({ name, dataLocation, externalData }: TensorMessage): ExternalTensor | null {
  if (dataLocation !== externalLocation && externalData.length === 0) return null;
  const of = (key: string): string | undefined => externalData.find((entry) => entry.key === key)?.value;
  const length = of('length');
  return {
    tensor: name,
    location: of('location') ?? '',
    offset: wholeNumber(of('offset') ?? '0'),
    length: length === undefined ? null : wholeNumber(length),
  };
}

function wholeNumber(text: string): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) throw new Error('an offset or a length is no whole number');
  return value;
}

function graphValue({ name, type }: ValueInfoMessage): GraphValue {
  const tensor = type?.tensorType;
  return {
    name,
    elementType: tensor?.elemType ?? 0,
    // A length of 0 stands for «any» with some exporters.
    shape:
      tensor?.shape?.dim.map(({ dimValue }) => (dimValue === undefined || dimValue <= 0 ? null : dimValue)) ??
      null,
  };
}
