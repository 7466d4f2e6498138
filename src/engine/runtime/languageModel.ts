import { isCancellation, TriMixError } from '../errors.ts';
import { createSession, type SessionOptions } from './createSession.ts';
import { evenRun, testRuns, unevenRuns, type EvenRun, type RunKind } from './evenRuns.ts';
import type { ExecutionProvider } from './executionProvider.ts';
import { rowsOf, type LogitRows } from './logitRows.ts';
import { cacheBytesPerPosition } from './modelDescription.ts';
import { openModelFolder, type ModelFolder } from './modelFolder.ts';
import { piecesOfAtMost, piecesOfOneRow, type Piece } from './pieces.ts';
import { SequencePool, type CachedSequence } from './sequences/sequencePool.ts';
import type { CpuRuntime, ModelSession, RunnableSequence } from './session/modelSession.ts';

export type { LogitRows } from './logitRows.ts';

/** How to load a model. */
export interface LoadModelOptions extends SessionOptions {
  /** How errors name the model. */
  readonly label: string;
  /**
   * Positions that the caches of all sequences may have together. Default: the model's context. The sequence in use may
   * exceed it alone.
   */
  readonly cachedPositions?: number | undefined;
}

/** Bytes of cached sequences that are never too many: small models keep every document that is open. */
const sparedBytes = 64 * 1024 * 1024;

/**
 * One decoder-only language model with the sequences it has read. It knows nothing of fusion.
 *
 * One sequence is in use: its cache holds keys and values for {@link cachedIds}; {@link append} runs the graph on more
 * ids after them, {@link resume} chooses another.
 */
export class LanguageModel {
  readonly folder: ModelFolder;
  /** How errors name the model. */
  readonly #label: string;
  readonly #session: ModelSession;
  readonly #sequences: SequencePool<RunnableSequence>;
  /** Known once the graph gave fewer rows than there were positions: several wanted rows then take a run each. */
  #givesLastRowOnly = false;
  /** Known from {@link testRuns}. */
  #runKind: RunKind = unevenRuns;

  private constructor(folder: ModelFolder, session: ModelSession, options: LoadModelOptions) {
    const { description } = folder;
    this.folder = folder;
    this.#session = session;
    this.#label = options.label;
    const bytesPerPosition = cacheBytesPerPosition(description);
    this.#sequences = new SequencePool({
      createCache: () => session.createSequence(),
      bytesPerPosition,
      budget: Math.max(
        (options.cachedPositions ?? description.contextLength) * bytesPerPosition,
        sparedBytes,
      ),
    });
  }

  /**
   * Opens a model folder and creates its session.
   *
   * @param model the folder, or what was found in it a moment ago
   * @throws TriMixError those of `openModelFolder`, `execution-provider-unavailable`, `cancelled`
   */
  static async load(model: string | ModelFolder, options: LoadModelOptions): Promise<LanguageModel> {
    const folder = typeof model === 'string' ? await openModelFolder(model) : model;
    const loaded = new LanguageModel(folder, await createSession(folder, options), options);
    await loaded.#testRuns(options.signal);
    return loaded;
  }

  get executionProvider(): ExecutionProvider {
    return this.#session.executionProvider;
  }

  /** What runs the graph. */
  get runtime(): CpuRuntime {
    return this.#session.runtime;
  }

  /** The ids whose keys and values are cached in the sequence in use. */
  get cachedIds(): readonly number[] {
    return this.#current.ids;
  }

  /** Sequences that are kept, the one in use among them. */
  get sequences(): number {
    return this.#sequences.size;
  }

  /** Width of a row of logits. */
  get logitsWidth(): number {
    return this.folder.description.logitsWidth;
  }

  /**
   * Whether the logits of a text are the same however it is cut into runs: what is computed ahead is then what would be
   * computed in its turn. On the CPU to the bit. On a graphics card never to the bit: with weights in floats, computed in
   * single precision, only the order of sums differs (1e-6 of a logit, `test/gpu`); blocks of integers are computed by
   * other programs for fewer than four positions than for more (kMinMForTileOptimization of ONNX Runtime), of which one
   * may round activations.
   */
  get hasEvenRuns(): boolean {
    const { layout, quantisation } = this.folder.description;
    switch (this.executionProvider) {
      case 'cpu':
        return this.#runKind.even;
      case 'webgpu':
        return (
          layout === 'trimix' && (quantisation.precision === 'fp32' || quantisation.precision === 'fp16')
        );
      default:
        return false;
    }
  }

  /** Positions the model was made for. */
  get contextLength(): number {
    return this.folder.description.contextLength;
  }

  /**
   * Puts the sequence into use that has most in common with a prompt: {@link cachedIds} then begins with what is shared,
   * and may go on differently.
   */
  resume(prompt: readonly number[]): void {
    this.#sequences.resume(prompt);
  }

  /** Shortens the sequence in use; the cache follows at the next run. */
  rewind(length: number): void {
    const { ids, cache } = this.#current;
    if (length >= ids.length) return;
    ids.length = length;
    if (length === 0) cache.clear();
  }

  /**
   * Runs the graph on `ids` after the sequence in use and caches them.
   *
   * @param ids at least one id; a prefill gives chunks, a decoding step one id
   * @param keep how many last positions give logits, 1 to `ids.length`
   * @param signal ends the run in its middle where the runtime can do that; the sequence is then what it was before
   * @returns `keep` rows of logits; the array is the caller's
   * @throws TriMixError `inference-failed`, the sequence is then empty; `cancelled`, `superseded`
   */
  async append(ids: readonly number[], keep: number, signal?: AbortSignal): Promise<LogitRows> {
    const { longestRun } = this.#session;
    if (longestRun !== null && ids.length > longestRun) {
      return await this.#runPieces(ids, keep, piecesOfAtMost(longestRun, ids.length, keep), signal);
    }
    const rows = keep > 1 && this.#givesLastRowOnly ? null : await this.#run(ids, keep, signal);
    if (rows !== null) return rows;
    this.#givesLastRowOnly = true;
    return await this.#runPieces(ids, keep, piecesOfOneRow(ids.length, keep), signal);
  }

  /** Frees the session and the caches. The model cannot be used afterwards. */
  async dispose(): Promise<void> {
    await this.#session.idle();
    this.#sequences.dispose();
    await this.#session.dispose();
  }

  get #current(): CachedSequence<RunnableSequence> {
    return this.#sequences.current;
  }

  /** Null, and nothing is cached, when the graph gave the last row only and more were wanted. */
  async #run(
    ids: readonly number[],
    keep: number,
    signal: AbortSignal | undefined,
  ): Promise<LogitRows | null> {
    const sequence = this.#current;
    const run = this.#evenRun(ids, keep);
    try {
      const given = await sequence.cache.run({ ids: run.ids, past: run.past, keep: run.keep, signal });
      if (given.rows === 1 && run.keep > 1) return null;
      if (given.rows !== run.keep)
        throw new Error(`the graph gave ${given.rows} rows of logits instead of ${run.keep}`);
      sequence.ids.push(...ids);
      return rowsOf(given, run.firstWanted, keep);
    } catch (error) {
      if (isCancellation(error)) throw error;
      sequence.ids.length = 0;
      sequence.cache.clear();
      const reason = error instanceof Error ? error.message : String(error);
      throw new TriMixError('inference-failed', { source: this.#label, reason }, error);
    }
  }

  /** Finds out what runs are like where they could be even. */
  async #testRuns(signal: AbortSignal | undefined): Promise<void> {
    const { cache, inputs } = this.folder.description.graph;
    // Graphs that compute in halves round a position now and then otherwise: too seldom for a test to see.
    if (this.executionProvider !== 'cpu' || cache.some(({ type }) => type === 'float16')) return;
    const head = { width: this.logitsWidth, asksForRows: inputs.numLogitsToKeep !== null };
    try {
      this.#runKind = await testRuns(this.#session, head, signal);
    } catch (error) {
      await this.dispose();
      throw error;
    }
  }

  /** What is run so that the logits of `ids` do not depend on how a text is cut into runs. */
  #evenRun(ids: readonly number[], keep: number): EvenRun {
    const cached = this.#current.ids;
    const { even, rowAlone } = this.#runKind;
    return even
      ? evenRun({ cached, ids, keep, rowAlone })
      : { ids, past: cached.length, keep, firstWanted: 0 };
  }

  async #runPieces(
    ids: readonly number[],
    keep: number,
    pieces: readonly Piece[],
    signal: AbortSignal | undefined,
  ): Promise<LogitRows> {
    const width = this.logitsWidth;
    const data = new Float32Array(keep * width);
    let row = 0;
    for (const { from, to, keep: kept } of pieces) {
      // A run gives one row at least.
      const rows = await this.append(ids.slice(from, to), Math.max(1, kept), signal);
      if (kept === 0) continue;
      data.set(rows.data, row * width);
      row += kept;
    }
    return { data, rows: keep, width };
  }
}
