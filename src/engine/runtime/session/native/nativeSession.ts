import { throwIfAborted } from '../../../errors.ts';
import type { SessionMetadata } from '../../checkSession.ts';
import { halfToFloat } from '../../half.ts';
import type { LogitRows } from '../../logitRows.ts';
import type { GraphDescription, ModelDescription } from '../../modelDescription.ts';
import type { ModelSession, RunnableSequence, SequenceRun } from '../modelSession.ts';
import { onesMask } from '../onesMask.ts';
import { elementTypes, readMetadata } from './nativeMetadata.ts';
import type { OrtLibrary } from './ortLibrary.ts';
import { SharedCache } from './sharedCache.ts';

/** GraphOptimizationLevel: ORT_ENABLE_ALL. */
const optimiseAll = 99;

/** OrtLoggingLevel: ORT_LOGGING_LEVEL_FATAL. Errors come back as such; printed, they would get between other output. */
const fatalOnly = 4;

/**
 * A session by the C interface of the library that onnxruntime-node brings: keys and values are never copied, a run
 * leaves the JavaScript thread free, and it can be ended in its middle. On the CPU only.
 */
export class NativeSession implements ModelSession {
  readonly runtime = 'native';
  readonly executionProvider = 'cpu';
  readonly longestRun = null;
  readonly #ort: OrtLibrary;
  readonly #session: bigint;
  readonly #runOptions: bigint;
  readonly #description: ModelDescription;
  readonly #names: GraphNames;
  readonly metadata: SessionMetadata;
  /** Memory that the run under way reads: it has no other owner that the garbage collector knows of. */
  #borrowed: readonly ArrayBufferView[] = [];
  /** Settles when the run before is over: there is one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(ort: OrtLibrary, session: bigint, description: ModelDescription) {
    this.#ort = ort;
    this.#session = session;
    this.#description = description;
    this.#runOptions = ort.made('createRunOptions');
    this.#names = new GraphNames(ort, description.graph);
    this.metadata = readMetadata(ort, session);
  }

  /**
   * Reads the graph and its weights; this thread goes on meanwhile.
   *
   * @throws Error with the library's words
   */
  static async open(
    ort: OrtLibrary,
    file: string,
    description: ModelDescription,
    threads: number,
  ): Promise<NativeSession> {
    const options = ort.made('createSessionOptions');
    const out = new BigUint64Array(1);
    try {
      ort.call('setSessionLogSeverityLevel', options, fatalOnly);
      ort.call('setSessionGraphOptimizationLevel', options, optimiseAll);
      ort.call('setIntraOpNumThreads', options, threads);
      ort.call('setInterOpNumThreads', options, 1);
      ort.call('addSessionConfigEntry', options, 'session.force_spinning_stop', '1');
      await ort.callAsync('createSession', ort.environment, file, options, out);
    } finally {
      ort.release('releaseSessionOptions', options);
    }
    return new NativeSession(ort, out[0]!, description);
  }

  createSequence(): RunnableSequence {
    const { graph, contextLength } = this.#description;
    return new NativeSequence(this, new SharedCache(this.#ort, graph.cache, contextLength));
  }

  async idle(): Promise<void> {
    await this.#turn;
  }

  dispose(): Promise<void> {
    this.#ort.release('releaseRunOptions', this.#runOptions);
    this.#ort.release('releaseSession', this.#session);
    return Promise.resolve();
  }

  /** @throws as {@link RunnableSequence.run} */
  run(cache: SharedCache, request: SequenceRun): Promise<LogitRows> {
    return this.#inTurn(() => this.#run(cache, request));
  }

  async #run(cache: SharedCache, { ids, past, keep, signal }: SequenceRun): Promise<LogitRows> {
    throwIfAborted(signal);
    const { graph, logitsWidth: width } = this.#description;
    const total = past + ids.length;
    cache.reserve(total);
    const isHalf = this.#logitsAreHalves(graph);
    const logits = isHalf ? new Uint16Array(keep * width) : new Float32Array(keep * width);
    const feeds = [
      { memory: BigInt64Array.from(ids, BigInt), dims: [1, ids.length] },
      { memory: onesMask(total), dims: [1, total] },
      ...(graph.inputs.positionIds === null
        ? []
        : [{ memory: BigInt64Array.from(ids, (_, at) => BigInt(past + at)), dims: [1, ids.length] }]),
      { memory: BigInt64Array.of(BigInt(keep)), dims: [] },
    ];
    const made: bigint[] = [];
    const tensor = (memory: ArrayBufferView, dims: readonly number[], type: number): bigint => {
      const value = this.#ort.tensor(memory, dims, type);
      made.push(value);
      return value;
    };
    try {
      const inputs = feeds.map(({ memory, dims }) => tensor(memory, dims, elementTypes.int64));
      this.#borrowed = [...feeds.map(({ memory }) => memory), logits];
      const type = isHalf ? elementTypes.float16 : elementTypes.float32;
      const output = tensor(logits, [1, keep, width], type);
      // Past and present are the same tensors.
      await this.#runGraph([...inputs, ...cache.values], [output, ...cache.values], signal);
    } finally {
      for (const value of made) this.#ort.release('releaseValue', value);
      this.#borrowed = [];
    }
    return { data: logits instanceof Uint16Array ? halfToFloat(logits) : logits, rows: keep, width };
  }

  async #runGraph(
    inputs: readonly bigint[],
    outputs: readonly bigint[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const [given, wanted] = [BigUint64Array.from(inputs), BigUint64Array.from(outputs)];
    this.#borrowed = [...this.#borrowed, given, wanted];
    const { inputNames, outputNames } = this.#names;
    const end = (): void => this.#ort.call('runOptionsSetTerminate', this.#runOptions);
    signal?.addEventListener('abort', end, { once: true });
    try {
      await this.#ort.callAsync(
        'run',
        this.#session,
        this.#runOptions,
        inputNames,
        given,
        given.length,
        outputNames,
        wanted.length,
        wanted,
      );
    } catch (error) {
      // The library's word for a run that was ended is a failure.
      throwIfAborted(signal);
      throw error;
    } finally {
      signal?.removeEventListener('abort', end);
      if (signal?.aborted === true) this.#ort.call('runOptionsUnsetTerminate', this.#runOptions);
    }
  }

  #logitsAreHalves({ logits }: GraphDescription): boolean {
    const found = this.metadata.outputMetadata.find(({ name }) => name === logits);
    return found?.isTensor === true && found.type === 'float16';
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Names of inputs and outputs as C wants them, in the order in which they are given. */
class GraphNames {
  readonly inputNames: BigUint64Array;
  readonly outputNames: BigUint64Array;
  /** Keeps the letters alive as long as their addresses. */
  readonly #letters: Uint8Array[] = [];

  constructor(ort: OrtLibrary, { inputs, logits, cache }: GraphDescription) {
    const addresses = (names: readonly (string | null)[]): BigUint64Array =>
      BigUint64Array.from(
        names.flatMap((name) => {
          if (name === null) return [];
          const letters = new TextEncoder().encode(`${name}\0`);
          this.#letters.push(letters);
          return [ort.addressOf(letters)];
        }),
      );
    const { inputIds, attentionMask, positionIds, numLogitsToKeep } = inputs;
    this.inputNames = addresses([
      inputIds,
      attentionMask,
      positionIds,
      numLogitsToKeep,
      ...cache.map(({ past }) => past),
    ]);
    this.outputNames = addresses([logits, ...cache.map(({ present }) => present)]);
  }
}

class NativeSequence implements RunnableSequence {
  readonly #session: NativeSession;
  readonly #cache: SharedCache;

  constructor(session: NativeSession, cache: SharedCache) {
    this.#session = session;
    this.#cache = cache;
  }

  get bytes(): number {
    return this.#cache.bytes;
  }

  run(request: SequenceRun): Promise<LogitRows> {
    return this.#session.run(this.#cache, request);
  }

  clear(): void {
    this.#cache.clear();
  }

  copy(length: number): RunnableSequence {
    return new NativeSequence(this.#session, this.#cache.copy(length));
  }

  dispose(): void {
    this.#cache.clear();
  }
}
