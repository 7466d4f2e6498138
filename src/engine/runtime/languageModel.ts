import { Tensor, type InferenceSession, type OnnxValue } from 'onnxruntime-node';
import { TriMixError } from '../errors.ts';
import { createSession } from './createSession.ts';
import type { ExecutionProvider, ExecutionProviderChoice } from './executionProvider.ts';
import { KvCache } from './kvCache/kvCache.ts';
import { lastRows, type LogitRows } from './logitRows.ts';
import { openModelFolder, type ModelFolder } from './modelFolder.ts';

export type { LogitRows } from './logitRows.ts';

/**
 * One decoder-only language model with one cached sequence. It knows nothing of fusion.
 *
 * The cache holds keys and values for {@link cachedIds}; {@link append} runs the graph on more ids after them.
 */
export class LanguageModel {
  readonly folder: ModelFolder;
  readonly executionProvider: ExecutionProvider;
  /** How errors name the model. */
  readonly #label: string;
  readonly #session: InferenceSession;
  readonly #cache: KvCache;
  readonly #ids: number[] = [];
  #mask = new BigInt64Array(256).fill(1n);
  /** Known once the graph gave fewer rows than there were positions: several wanted rows then take a run each. */
  #givesLastRowOnly = false;

  private constructor(
    folder: ModelFolder,
    session: InferenceSession,
    provider: ExecutionProvider,
    label: string,
  ) {
    this.folder = folder;
    this.executionProvider = provider;
    this.#session = session;
    this.#label = label;
    this.#cache = new KvCache(folder.description.graph);
  }

  /**
   * Opens a model folder and creates its session.
   *
   * @throws TriMixError those of `openModelFolder`, `execution-provider-unavailable`
   */
  static async load(
    directory: string,
    options: {
      readonly executionProvider: ExecutionProviderChoice;
      readonly threads?: number | undefined;
      readonly label: string;
    },
  ): Promise<LanguageModel> {
    const folder = await openModelFolder(directory);
    const { session, executionProvider } = await createSession(folder, options);
    return new LanguageModel(folder, session, executionProvider, options.label);
  }

  /** The ids whose keys and values are cached. */
  get cachedIds(): readonly number[] {
    return this.#ids;
  }

  /** Width of a row of logits. */
  get logitsWidth(): number {
    return this.folder.description.logitsWidth;
  }

  /** Positions the model was made for. */
  get contextLength(): number {
    return this.folder.description.contextLength;
  }

  /** Shortens the cached sequence; the cache follows at the next run. */
  rewind(length: number): void {
    if (length >= this.#ids.length) return;
    this.#ids.length = length;
    if (length === 0) this.#cache.clear();
  }

  /**
   * Runs the graph on `ids` after the cached sequence and caches them.
   *
   * @param ids at least one id; a prefill gives chunks, a decoding step one id
   * @param keep how many last positions give logits, 1 to `ids.length`
   * @returns `keep` rows of logits; the array is the caller's
   * @throws TriMixError `inference-failed`; the cache is then empty
   */
  async append(ids: readonly number[], keep: number): Promise<LogitRows> {
    const rows = keep > 1 && this.#givesLastRowOnly ? null : await this.#run(ids, keep);
    if (rows !== null) return rows;
    this.#givesLastRowOnly = true;
    return await this.#runOneByOne(ids, keep);
  }

  /** Frees the session and the cache. The model cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#cache.clear();
    await this.#session.release();
  }

  /** Null, and nothing is cached, when the graph gave the last row only and more were wanted. */
  async #run(ids: readonly number[], keep: number): Promise<LogitRows | null> {
    const total = this.#ids.length + ids.length;
    try {
      const outputs = await this.#session.run(this.#feeds(ids, keep));
      const rows = lastRows(outputs[this.folder.description.graph.logits], keep, this.logitsWidth);
      if (rows.rows === 1 && keep > 1) return null;
      if (rows.rows !== keep)
        throw new Error(`the graph gave ${rows.rows} rows of logits instead of ${keep}`);
      this.#cache.take(outputs, total);
      this.#ids.push(...ids);
      return rows;
    } catch (error) {
      this.#ids.length = 0;
      this.#cache.clear();
      const reason = error instanceof Error ? error.message : String(error);
      throw new TriMixError('inference-failed', { source: this.#label, reason }, error);
    }
  }

  async #runOneByOne(ids: readonly number[], keep: number): Promise<LogitRows> {
    const width = this.logitsWidth;
    const data = new Float32Array(keep * width);
    const first = ids.length - keep + 1;
    for (let row = 0; row < keep; row++) {
      const piece = row === 0 ? ids.slice(0, first) : ids.slice(first + row - 1, first + row);
      data.set((await this.append(piece, 1)).data, row * width);
    }
    return { data, rows: keep, width };
  }

  #feeds(ids: readonly number[], keep: number): Record<string, OnnxValue> {
    const { inputs } = this.folder.description.graph;
    const past = this.#ids.length;
    const total = past + ids.length;
    const feeds: Record<string, OnnxValue> = {
      [inputs.inputIds]: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
      [inputs.attentionMask]: new Tensor('int64', this.#maskOf(total), [1, total]),
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

  #maskOf(length: number): BigInt64Array {
    if (this.#mask.length < length) this.#mask = new BigInt64Array(2 * length).fill(1n);
    return this.#mask.subarray(0, length);
  }
}
