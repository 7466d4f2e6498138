import type { ExternalRange } from './externalData.ts';
import {
  attributeKind,
  elementType,
  encodeModel,
  externalLocation,
  type AttributeMessage,
  type ElementType,
  type NodeMessage,
  type TensorMessage,
  type ValueInfoMessage,
} from './messages.ts';

/** A dimension: a length, or the name of one that is known only when the graph runs. */
export type Dimension = number | string;

/** An attribute's value; a float must be marked, since ONNX tells 1 from 1.0. */
export type AttributeValue = number | string | readonly number[] | { readonly float: number };

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Names of the outputs, '' for one that nobody needs; a single one named after the node when left out. */
  readonly outputs?: readonly string[];
}

/** Versions of the operator sets that the graphs are written in. */
const operatorSets = [
  { domain: '', version: 21 },
  { domain: 'com.microsoft', version: 1 },
];

/** IR version that belongs to operator set 21 (ONNX 1.16). */
const irVersion = 10;

/** Collects the nodes and initialisers of one graph, whose large weights lie in a file beside it. */
export class GraphWriter {
  readonly #dataFile: string;
  readonly #nodes: NodeMessage[] = [];
  readonly #initializers: TensorMessage[] = [];
  readonly #inputs: ValueInfoMessage[] = [];
  readonly #outputs: ValueInfoMessage[] = [];
  readonly #values = new Set<string>();

  /** @param dataFile name of the file beside the graph that holds its weights */
  constructor(dataFile: string) {
    this.#dataFile = dataFile;
  }

  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#inputs.push(valueInfo(this.#defined(name), type, shape));
    return name;
  }

  /** Declares an output; a node or initialiser of that name must give it. */
  output(name: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /**
   * Adds a node and returns the name of its first output.
   *
   * @param operator the operator's name, with its domain before a colon when it is not ONNX's own
   * @param inputs names of values; '' leaves an optional input out
   */
  node(operator: string, name: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const colon = operator.indexOf(':');
    const output = options.outputs ?? [name];
    this.#nodes.push({
      opType: operator.slice(colon + 1),
      domain: operator.slice(0, Math.max(colon, 0)),
      name,
      input: [...inputs],
      output: output.map((value) => this.#defined(value)),
      attribute: Object.entries(options.attributes ?? {}).map(([key, value]) => attribute(key, value)),
    });
    return output[0]!;
  }

  /** Adds small 64-bit constants inside the graph file itself. A scalar has no dimensions. */
  constant(name: string, values: readonly bigint[], shape: readonly number[]): string {
    const rawData = new Uint8Array(BigInt64Array.from(values).buffer);
    this.#initializers.push({
      name: this.#defined(name),
      dims: [...shape],
      dataType: elementType.int64,
      rawData,
    });
    return name;
  }

  /** Adds one number inside the graph file itself, rounded to single precision. */
  scalar(name: string, value: number): string {
    const rawData = new Uint8Array(Float32Array.of(value).buffer);
    this.#initializers.push({ name: this.#defined(name), dims: [], dataType: elementType.float32, rawData });
    return name;
  }

  /** Adds an initialiser that reads bytes of the external data file. Several may read the same ones, in shapes of their own. */
  initializer(name: string, type: ElementType, shape: readonly number[], range: ExternalRange): string {
    this.#initializers.push({
      name: this.#defined(name),
      dims: [...shape],
      dataType: elementType[type],
      dataLocation: externalLocation,
      externalData: [
        { key: 'location', value: this.#dataFile },
        { key: 'offset', value: String(range.offset) },
        { key: 'length', value: String(range.length) },
      ],
    });
    return name;
  }

  /** The bytes of the .onnx file. */
  encode(graphName: string): Uint8Array {
    return encodeModel({
      irVersion,
      producerName: 'TriMix',
      producerVersion: '1',
      opsetImport: operatorSets,
      graph: {
        name: graphName,
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      },
    });
  }

  /** Notes that a value has a producer: in a graph each has exactly one. */
  #defined(name: string): string {
    if (name !== '' && this.#values.has(name)) throw new Error(`the value ${name} is defined twice`);
    this.#values.add(name);
    return name;
  }
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): ValueInfoMessage {
  const dim = shape.map((length) =>
    typeof length === 'number' ? { dimValue: length } : { dimParam: length },
  );
  return { name, type: { tensorType: { elemType: elementType[type], shape: { dim } } } };
}

function attribute(name: string, value: AttributeValue): AttributeMessage {
  if (typeof value === 'number') return { name, type: attributeKind.int, i: value };
  if (typeof value === 'string')
    return { name, type: attributeKind.string, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: attributeKind.float, f: value.float };
  return { name, type: attributeKind.ints, ints: [...value] };
}
