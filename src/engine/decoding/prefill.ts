import { throwIfAborted } from '../errors.ts';
import { gridLogProbabilities } from '../fusion/grid.ts';
import { scoreGrid } from '../fusion/gridScorer.ts';
import { perSource, sourceIds, type PerSource, type SourceId } from '../fusion/sources.ts';
import type { LanguageModel, LogitRows } from '../runtime/languageModel.ts';
import type { GridHistory } from './gridHistory.ts';
import { sharedPrefix } from '../runtime/sequences/sharedPrefix.ts';
import { yieldToEventLoop } from './yieldToEventLoop.ts';

/** Tokens per run: chunks of 64 reach the full prefill rate and keep a cancellation below two of them. */
export const prefillChunk = 64;

/** What a prefill is given besides ids. */
export interface PrefillOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Tokens per run; tests set it. */
  readonly chunk?: number | undefined;
  /** False drops the cached prefix first; tests and benchmarks compare with it. */
  readonly reusePrefix?: boolean | undefined;
}

/** The outcome of a prefill. */
export interface Prefilled {
  /** The last position's row. */
  readonly row: Float32Array;
  /** Tokens that came from the cache. */
  readonly cached: number;
}

/**
 * Makes a model's cache hold exactly `ids`: the prefix shared with what it holds is kept, the rest dropped and the new
 * part run in chunks. At least the last id is run, since its logits are wanted.
 *
 * @param ids at least one
 * @throws TriMixError `cancelled`, `superseded`, `inference-failed`
 */
export async function prefill(
  model: LanguageModel,
  ids: readonly number[],
  options: PrefillOptions,
): Promise<Prefilled> {
  const chunk = options.chunk ?? prefillChunk;
  if (options.reusePrefix === false) model.rewind(0);
  model.resume(ids);
  const cached = Math.min(sharedPrefix(model.cachedIds, ids), ids.length - 1);
  model.rewind(cached);
  let rows: LogitRows | null = null;
  for (let at = cached; at < ids.length; at += chunk) {
    throwIfAborted(options.signal);
    rows = await model.append(ids.slice(at, at + chunk), 1, options.signal);
    options.onProgress?.(Math.min(at + chunk, ids.length), ids.length);
    await yieldToEventLoop();
  }
  throwIfAborted(options.signal);
  if (rows === null) throw new Error('A prefill needs at least one id.');
  return { row: rows.data, cached };
}

/** Models whose mixes the grid compares: small-base may be missing from memory. */
export interface GridModels {
  readonly largeIns: LanguageModel;
  readonly smallCpt: LanguageModel;
  readonly smallBase: LanguageModel | null;
}

/** What a scored prefill is given besides ids. */
export interface ScoredPrefillOptions extends PrefillOptions {
  /** The first token whose scores are wanted, 1 or more; default 1: all but the first, which nothing predicts. */
  readonly scoredFrom?: number | undefined;
  /** True scores by the exact loop; tests compare with it. */
  readonly exactScores?: boolean | undefined;
}

/**
 * Prefills the models and scores the new tokens from `scoredFrom` on under the pairs of the grid.
 *
 * What is cached and scored already is not run again. What is cached but not scored, as text that was generated and taken
 * into the document, is run once more in one chunk: for the twenty tokens of a completion about as much as three steps.
 * For positions that need no scores no logits are computed.
 *
 * @returns null for a model that is not there
 * @throws TriMixError `cancelled`, `superseded`, `inference-failed`
 */
export async function prefillScored(
  models: GridModels,
  ids: readonly number[],
  history: GridHistory,
  size: number,
  options: ScoredPrefillOptions,
): Promise<PerSource<Prefilled | null>> {
  const chunk = options.chunk ?? prefillChunk;
  const score = options.exactScores === true ? gridLogProbabilities : scoreGrid;
  const reuse = options.reusePrefix !== false;
  const loaded = sourceIds.flatMap((source) => {
    const model = models[source];
    return model === null ? [] : [{ source, model }];
  });
  const first = options.scoredFrom ?? 1;
  const done = reuse ? Math.min(history.scoredLength(ids, first), ids.length) : 0;
  // The row of the last token that is done with predicts the first new one, so that token is run again.
  const start = Math.max(done, first) - 1;
  if (done < first) history.begin(ids.slice(0, first));
  else history.truncate(done);

  const progress = { done: 0, total: loaded.length * ids.length };
  const advance = (tokens: number): void => {
    progress.done += tokens;
    options.onProgress?.(progress.done, progress.total);
  };
  const cached: Partial<Record<SourceId, number>> = {};
  for (const { source, model } of loaded) {
    if (reuse) model.resume(ids);
    const kept = reuse ? Math.min(sharedPrefix(model.cachedIds, ids), start) : 0;
    cached[source] = kept;
    model.rewind(kept);
    progress.done += kept;
    await readOn(model, ids.slice(kept, start), chunk, options.signal, advance);
  }
  const rows: Partial<Record<SourceId, LogitRows>> = {};
  for (let at = start; at < ids.length; at += chunk) {
    const piece = ids.slice(at, at + chunk);
    for (const { source, model } of loaded) {
      throwIfAborted(options.signal);
      rows[source] = await model.append(piece, piece.length, options.signal);
      advance(piece.length);
      await yieldToEventLoop();
    }
    scoreChunk(rows, ids, at, piece.length, history, size, score);
  }
  throwIfAborted(options.signal);
  return perSource((source) => {
    const found = rows[source];
    if (found === undefined) return null;
    const { data, rows: count, width } = found;
    return { row: data.slice((count - 1) * width, count * width), cached: cached[source] ?? 0 };
  });
}

/** Runs a model over ids whose logits nobody needs. */
async function readOn(
  model: LanguageModel,
  ids: readonly number[],
  chunk: number,
  signal: AbortSignal | undefined,
  advance: (tokens: number) => void,
): Promise<void> {
  for (let at = 0; at < ids.length; at += chunk) {
    throwIfAborted(signal);
    const piece = ids.slice(at, at + chunk);
    await model.append(piece, 1, signal);
    advance(piece.length);
    await yieldToEventLoop();
  }
}

function scoreChunk(
  rows: Partial<PerSource<LogitRows>>,
  ids: readonly number[],
  at: number,
  length: number,
  history: GridHistory,
  size: number,
  score: typeof scoreGrid,
): void {
  for (let i = 0; i < length; i++) {
    const next = ids[at + i + 1];
    if (next === undefined) return;
    // Widths may differ between sources (padded vocabularies): each row is cut out at its own width.
    const row = ({ data, width }: LogitRows): Float32Array => data.subarray(i * width, i * width + size);
    const { largeIns, smallCpt, smallBase } = rows;
    const gridRows = {
      largeIns: row(largeIns!),
      smallCpt: row(smallCpt!),
      smallBase: smallBase === undefined ? null : row(smallBase),
    };
    history.push(next, score(gridRows, next, size));
  }
}
