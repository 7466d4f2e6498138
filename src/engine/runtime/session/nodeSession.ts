import { Tensor, type InferenceSession, type OnnxValue } from 'onnxruntime-node';
import type { ExecutionProvider } from '../executionProvider.ts';
import { disposeOnDevice } from '../kvCache/deviceBuffers.ts';
import { KvCache } from '../kvCache/kvCache.ts';
import { lastRows, type LogitRows } from '../logitRows.ts';
import type { ModelDescription } from '../modelDescription.ts';
import { onesMask } from './onesMask.ts';
import type { ModelSession, RunnableSequence, SequenceRun } from './modelSession.ts';

/**
 * A session of onnxruntime-node: for every provider and every layout. A run blocks its JavaScript thread and cannot be
 * ended in its middle; on the CPU the whole cache is copied at each run.
 */
export class NodeSession implements ModelSession {
  readonly runtime = 'onnxruntime-node';
  readonly executionProvider: ExecutionProvider;
  readonly longestRun: number | null;
  readonly #session: InferenceSession;
  readonly #description: ModelDescription;

  constructor(
    session: InferenceSession,
    description: ModelDescription,
    where: { readonly executionProvider: ExecutionProvider; readonly longestRun: number | null },
  ) {
    this.#session = session;
    this.#description = description;
    this.executionProvider = where.executionProvider;
    this.longestRun = where.longestRun;
  }

  createSequence(): RunnableSequence {
    return new NodeSequence(this.#session, this.#description, new KvCache(this.#description.graph));
  }

  /** A run blocks the thread that could ask. */
  idle(): Promise<void> {
    return Promise.resolve();
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}

class NodeSequence implements RunnableSequence {
  readonly #session: InferenceSession;
  readonly #description: ModelDescription;
  readonly #cache: KvCache;

  constructor(session: InferenceSession, description: ModelDescription, cache: KvCache) {
    this.#session = session;
    this.#description = description;
    this.#cache = cache;
  }

  get bytes(): number {
    return this.#cache.bytes;
  }

  clear(): void {
    this.#cache.clear();
  }

  copy(length: number): RunnableSequence | null {
    const cache = this.#cache.copy(length);
    return cache === null ? null : new NodeSequence(this.#session, this.#description, cache);
  }

  dispose(): void {
    this.#cache.clear();
  }

  async run({ ids, past, keep }: SequenceRun): Promise<LogitRows> {
    const { graph, logitsWidth } = this.#description;
    let untaken: Record<string, OnnxValue> = {};
    try {
      const outputs = await this.#session.run(this.#feeds(ids, past, keep));
      untaken = outputs;
      const given = lastRows(outputs[graph.logits], keep, logitsWidth);
      if (given.rows === 1 && keep > 1) return given;
      this.#cache.take(outputs, past + ids.length);
      untaken = {};
      return given;
    } finally {
      disposeOnDevice(Object.values(untaken));
    }
  }

  #feeds(ids: readonly number[], past: number, keep: number): Record<string, OnnxValue> {
    const { inputs } = this.#description.graph;
    const total = past + ids.length;
    const feeds: Record<string, OnnxValue> = {
      [inputs.inputIds]: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [inputs.attentionMask]: new Tensor('int64', onesMask(total), [1, total]),
    };
    if (inputs.positionIds !== null) {
      const positions = BigInt64Array.from(ids, (_, index) => BigInt(past + index));
      feeds[inputs.positionIds] = new Tensor('int64', positions, [1, ids.length]);
    }
    if (inputs.numLogitsToKeep !== null) {
      feeds[inputs.numLogitsToKeep] = new Tensor('int64', BigInt64Array.of(BigInt(keep)), []);
    }
    this.#cache.feed(feeds, past);
    return feeds;
  }
}
