import { Tensor, type InferenceSession, type OnnxValue } from 'onnxruntime-node';
import { TriMixError } from '../errors.ts';
import { createSession, type CreatedSession, type SessionOptions } from './createSession.ts';
import type { ExecutionProvider } from './executionProvider.ts';
import { disposeOnDevice } from './kvCache/deviceBuffers.ts';
import { KvCache } from './kvCache/kvCache.ts';
import { lastRows, rowsOf, type LogitRows } from './logitRows.ts';
import { openModelFolder, type ModelFolder } from './modelFolder.ts';
import { piecesOfAtMost, piecesOfOneRow, type Piece } from './pieces.ts';

export type { LogitRows } from './logitRows.ts';

/** How to load a model. */
export interface LoadModelOptions extends SessionOptions {
  /** How errors name the model. */
  readonly label: string;
}

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
  /** Tokens that the provider can run at once; null for any number. */
  readonly #longestRun: number | null;
  readonly #cache: KvCache;
  readonly #ids: number[] = [];
  #mask = new BigInt64Array(256).fill(1n);
  /** Known once the graph gave fewer rows than there were positions: several wanted rows then take a run each. */
  #givesLastRowOnly = false;

  private constructor(folder: ModelFolder, created: CreatedSession, label: string) {
    this.folder = folder;
    this.executionProvider = created.executionProvider;
    this.#session = created.session;
    this.#longestRun = created.longestRun;
    this.#label = label;
    this.#cache = new KvCache(folder.description.graph);
  }

  /**
   * Opens a model folder and creates its session.
   *
   * @param model the folder, or what was found in it a moment ago
   * @throws TriMixError those of `openModelFolder`, `execution-provider-unavailable`, `cancelled`
   */
  static async load(model: string | ModelFolder, options: LoadModelOptions): Promise<LanguageModel> {
    const folder = typeof model === 'string' ? await openModelFolder(model) : model;
    return new LanguageModel(folder, await createSession(folder, options), options.label);
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
    if (this.#longestRun !== null && ids.length > this.#longestRun) {
      return await this.#runPieces(ids, keep, piecesOfAtMost(this.#longestRun, ids.length, keep));
    }
    const rows = keep > 1 && this.#givesLastRowOnly ? null : await this.#run(ids, keep);
    if (rows !== null) return rows;
    this.#givesLastRowOnly = true;
    return await this.#runPieces(ids, keep, piecesOfOneRow(ids.length, keep));
  }

  /** Frees the session and the cache. The model cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#cache.clear();
    await this.#session.release();
  }

  /** Null, and nothing is cached, when the graph gave the last row only and more were wanted. */
  async #run(ids: readonly number[], keep: number): Promise<LogitRows | null> {
    const run = this.#withFiller(ids, keep);
    const total = this.#ids.length + run.ids.length;
    let untaken: Record<string, OnnxValue> = {};
    try {
      const outputs = await this.#session.run(this.#feeds(run.ids, run.keep));
      untaken = outputs;
      const given = lastRows(outputs[this.folder.description.graph.logits], run.keep, this.logitsWidth);
      if (given.rows === 1 && run.keep > 1) return null;
      if (given.rows !== run.keep)
        throw new Error(`the graph gave ${given.rows} rows of logits instead of ${run.keep}`);
      this.#cache.take(outputs, total);
      untaken = {};
      this.#ids.push(...ids);
      return rowsOf(given, run.firstWanted, keep);
    } catch (error) {
      this.#ids.length = 0;
      this.#cache.clear();
      const reason = error instanceof Error ? error.message : String(error);
      throw new TriMixError('inference-failed', { source: this.#label, reason }, error);
    } finally {
      disposeOnDevice(Object.values(untaken));
    }
  }

  /**
   * On the processor no run has one position only, nor gives one row: ONNX Runtime computes those by other kernels,
   * whose sums are rounded differently, and weights in integers carry a last bit on to the first digit. Runs of two
   * positions or more give the same bits for a position, whatever else they compute (measured for int4, int8 and
   * float32), so text does not depend on how it was cut into runs. The filler lies behind the sequence, where the next
   * run writes over it. It costs 16 % of a run with the demo's tiny models, and 4 to 6 % in the shapes of 0.5B and 1.5B.
   */
  #withFiller(
    ids: readonly number[],
    keep: number,
  ): { ids: readonly number[]; keep: number; firstWanted: number } {
    const fits = this.#ids.length + 2 <= this.contextLength;
    if (!this.#fillsRuns || this.#givesLastRowOnly || (ids.length === 1 && !fits))
      return { ids, keep, firstWanted: 0 };
    if (ids.length === 1) return { ids: [...ids, ...ids], keep: 2, firstWanted: 0 };
    return keep === 1 ? { ids, keep: 2, firstWanted: 1 } : { ids, keep, firstWanted: 0 };
  }

  /** Only a cache that a shorter mask rewinds forgets the filler for nothing. */
  get #fillsRuns(): boolean {
    return this.executionProvider === 'cpu' && this.folder.description.graph.rewinding === 'mask';
  }

  async #runPieces(ids: readonly number[], keep: number, pieces: readonly Piece[]): Promise<LogitRows> {
    const width = this.logitsWidth;
    const data = new Float32Array(keep * width);
    let row = 0;
    for (const { from, to, keep: kept } of pieces) {
      // A run gives one row at least.
      const rows = await this.append(ids.slice(from, to), Math.max(1, kept));
      if (kept === 0) continue;
      data.set(rows.data, row * width);
      row += kept;
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
