import { TriMixError } from '../../errors.ts';
import type { CacheEntry, GraphDescription, ModelDescription } from '../modelDescription.ts';
import type { GraphValue, OnnxHeader } from '../onnxHeader/onnxHeader.ts';
import { printable } from '../readJson.ts';
import { describeValue, elementType } from './graphShape.ts';

/** What the description beside a graph says of it; the graph itself has the last word. */
export interface GraphExpectations {
  /** The graph's file, as errors name it. */
  readonly path: string;
  /** Path below the folder. */
  readonly file: string;
  /** The file that the numbers below stand in, as errors name it. */
  readonly configFile: string;
  readonly names: {
    readonly inputIds: string;
    readonly attentionMask: string;
    readonly positionIds: string;
    readonly logits: string;
    /** `{layer}` stands for the layer's number. */
    readonly pastKey: string;
    readonly pastValue: string;
    readonly presentKey: string;
    readonly presentValue: string;
  };
  readonly layers: number | null;
  readonly attentionHeads: number | null;
  readonly keyValueHeads: number | null;
  readonly headSize: number | null;
  readonly vocabularySize: number | null;
  /** Whether the description promises that a shorter mask rewinds. */
  readonly sharesBuffer: boolean;
}

/** transformers' own name; no layout gives it another. */
const numLogitsToKeep = 'num_logits_to_keep';
/** Far above any published model; what is larger would only make empty tensors of absurd shapes. */
const limits = { layers: 1024, heads: 1024, headSize: 4096, logitsWidth: 4_000_000 } as const;

/**
 * What goes into a graph that others made and comes out of it, from what its file says.
 *
 * @throws TriMixError `model-graph-unsupported`, `model-file-damaged` when the description contradicts the graph
 */
export function describeGraph(
  header: OnnxHeader,
  expected: GraphExpectations,
): Pick<ModelDescription, 'graph' | 'logitsWidth' | 'quantisation'> {
  return new GraphReader(header, expected).describe();
}

class GraphReader {
  readonly #header: OnnxHeader;
  readonly #expected: GraphExpectations;
  /** Inputs that nothing is known of yet. */
  readonly #inputs: Map<string, GraphValue>;
  readonly #outputs: ReadonlyMap<string, GraphValue>;

  constructor(header: OnnxHeader, expected: GraphExpectations) {
    this.#header = header;
    this.#expected = expected;
    this.#inputs = new Map(header.inputs.map((value) => [value.name, value]));
    this.#outputs = new Map(header.outputs.map((value) => [value.name, value]));
    if (this.#inputs.size !== header.inputs.length || this.#outputs.size !== header.outputs.length)
      throw this.#unsupported('two of its inputs or outputs have one name');
  }

  describe(): Pick<ModelDescription, 'graph' | 'logitsWidth' | 'quantisation'> {
    const { names, file } = this.#expected;
    const inputs: GraphDescription['inputs'] = {
      inputIds: this.#wholeNumbers(names.inputIds, 2) ?? this.#lacks('input', names.inputIds),
      attentionMask: this.#wholeNumbers(names.attentionMask, 2) ?? this.#lacks('input', names.attentionMask),
      positionIds: this.#wholeNumbers(names.positionIds, 2),
      numLogitsToKeep: this.#wholeNumbers(numLogitsToKeep, 0),
    };
    const cache = this.#cache();
    this.#refuseOtherInputs();
    return {
      graph: { file, inputs, logits: names.logits, cache, rewinding: this.#rewinding(cache) },
      logitsWidth: this.#logitsWidth(),
      quantisation: quantisation(this.#header),
    };
  }

  /** Takes an input of whole numbers; null where the graph has none of that name. */
  #wholeNumbers(name: string, rank: number): string | null {
    const value = this.#inputs.get(name);
    if (value === undefined) return null;
    this.#inputs.delete(name);
    if (value.elementType !== elementType.int64)
      throw this.#unsupported(`its input ${describeValue(value)} does not take int64`);
    if (value.shape !== null && value.shape.length !== rank)
      throw this.#unsupported(`its input ${describeValue(value)} has not ${rank} dimensions`);
    if ((value.shape?.[0] ?? 1) !== 1 || (value.shape?.[1] ?? null) !== null)
      throw this.#unsupported(`its input ${describeValue(value)} has a fixed length`);
    return name;
  }

  #cache(): readonly CacheEntry[] {
    const { names, layers, configFile } = this.#expected;
    const entries: CacheEntry[] = [];
    for (let layer = 0; layer < limits.layers; layer++) {
      const at = (template: string): string => template.replace('{layer}', String(layer));
      const key = this.#entry(at(names.pastKey), at(names.presentKey));
      const value = this.#entry(at(names.pastValue), at(names.presentValue));
      if (key === null && value === null) break;
      if (key === null || value === null)
        throw this.#unsupported(`its layer ${layer} caches keys without values, or values without keys`);
      entries.push(key, value);
    }
    const found = entries.length / 2;
    if (found === 0)
      throw this.#unsupported(
        `it has no cache: no input ${printable(names.pastKey.replace('{layer}', '0'))}`,
      );
    if (new Set(entries.map(({ present }) => present)).size !== entries.length)
      throw this.#unsupported('two of its caches come from one output');
    if (layers !== null && layers !== found)
      throw this.#contradiction(`${configFile} says ${layers} layers, and the graph caches ${found}`);
    return entries;
  }

  /** One input of the cache with its output; null where there is no such input. */
  #entry(pastName: string, presentName: string): CacheEntry | null {
    const past = this.#inputs.get(pastName);
    if (past === undefined) return null;
    this.#inputs.delete(pastName);
    const present = this.#outputs.get(presentName) ?? this.#lacks('output', presentName);
    const type = (['float32', 'float16'] as const).find((name) => elementType[name] === past.elementType);
    if (type === undefined)
      throw this.#unsupported(`its cache ${describeValue(past)} is neither float32 nor float16`);
    if (present.elementType !== past.elementType)
      throw this.#unsupported(
        `its caches ${describeValue(past)} and ${describeValue(present)} differ in type`,
      );
    const shape = past.shape ?? [];
    if (shape.length !== 4)
      throw this.#unsupported(
        `its cache ${describeValue(past)} has not the four dimensions [1, heads, positions, size]`,
      );
    if ((shape[0] ?? 1) !== 1 || shape[2] !== null)
      throw this.#unsupported(`its cache ${describeValue(past)} has a fixed length`);
    const heads = this.#heads(past, shape[1] ?? null);
    const headSize = this.#headSize(past, shape[3] ?? null);
    return { past: pastName, present: presentName, heads, headSize, type };
  }

  /** Some exporters repeat the heads of keys and values until there are as many as of queries. */
  #heads(past: GraphValue, inGraph: number | null): number {
    const { keyValueHeads, attentionHeads, configFile } = this.#expected;
    const heads = inGraph ?? keyValueHeads;
    if (heads === null || heads > limits.heads)
      throw this.#unsupported(`nothing says how many heads its cache ${describeValue(past)} has`);
    if (keyValueHeads !== null && heads !== keyValueHeads && heads !== attentionHeads)
      throw this.#contradiction(
        `${configFile} says ${keyValueHeads} heads of keys and values, and its cache is ${describeValue(past)}`,
      );
    return heads;
  }

  #headSize(past: GraphValue, inGraph: number | null): number {
    const { headSize, configFile } = this.#expected;
    const size = inGraph ?? headSize;
    if (size === null || size > limits.headSize)
      throw this.#unsupported(`nothing says how large the heads of its cache ${describeValue(past)} are`);
    if (headSize !== null && size !== headSize)
      throw this.#contradiction(
        `${configFile} says heads of ${headSize}, and its cache is ${describeValue(past)}`,
      );
    return size;
  }

  /** A promise alone is not believed: only this attention reads no more of a buffer than the mask says. */
  #rewinding(cache: readonly CacheEntry[]): GraphDescription['rewinding'] {
    const isShared = cache.every(({ past }) => this.#header.attentionInputs.has(past));
    return this.#expected.sharesBuffer && isShared ? 'mask' : 'slice';
  }

  #logitsWidth(): number {
    const { names, vocabularySize } = this.#expected;
    const logits = this.#outputs.get(names.logits) ?? this.#lacks('output', names.logits);
    if (logits.elementType !== elementType.float32 && logits.elementType !== elementType.float16)
      throw this.#unsupported(`its output ${describeValue(logits)} is neither float32 nor float16`);
    if (logits.shape !== null && logits.shape.length !== 3)
      throw this.#unsupported(
        `its output ${describeValue(logits)} has not the three dimensions [1, positions, vocabulary]`,
      );
    const width = logits.shape?.[2] ?? vocabularySize;
    if (width === null || width > limits.logitsWidth)
      throw this.#unsupported(`nothing says how wide its output ${describeValue(logits)} is`);
    return width;
  }

  #refuseOtherInputs(): void {
    const [unknown] = this.#inputs.values();
    if (unknown === undefined) return;
    if (unknown.name === 'use_cache_branch')
      throw this.#unsupported(
        'it is a merged decoder of an older Optimum (input use_cache_branch): export the model again with a newer one',
      );
    throw this.#unsupported(`it asks for an input that TriMix does not know, ${describeValue(unknown)}`);
  }

  #lacks(kind: 'input' | 'output', name: string): never {
    throw this.#unsupported(`it has no ${kind} «${printable(name)}»`);
  }

  #unsupported(reason: string): TriMixError {
    return new TriMixError('model-graph-unsupported', { file: this.#expected.path, reason });
  }

  #contradiction(reason: string): TriMixError {
    return new TriMixError('model-file-damaged', { file: this.#expected.path, reason });
  }
}

/** The precision of most weights: blocks count before types, since their scales are floats. */
function quantisation({ blocks, weightBytes }: OnnxHeader): ModelDescription['quantisation'] {
  if (blocks !== null) {
    return {
      precision: blocks.bits <= 4 ? 'int4' : 'int8',
      blockSize: blocks.blockSize === 0 ? null : blocks.blockSize,
    };
  }
  const [heaviest] = [...weightBytes].sort((a, b) => b[1] - a[1]);
  return { precision: precisionOf(heaviest?.[0] ?? elementType.float32), blockSize: null };
}

function precisionOf(type: number): ModelDescription['quantisation']['precision'] {
  switch (type) {
    case 2: // uint8
    case 3: // int8
      return 'int8';
    case 21: // uint4
    case 22: // int4
      return 'int4';
    case elementType.float16:
    case elementType.bfloat16:
      return 'fp16';
    default:
      return 'fp32';
  }
}
