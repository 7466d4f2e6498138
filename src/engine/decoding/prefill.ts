import { throwIfAborted } from '../errors.ts';
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

/**
 * Prefills the models in step and scores every new token under the pairs of the grid.
 * Tokens that are cached and scored already are not run again.
 *
 * @returns null for a model that is not there
 */
export async function prefillScored(
  models: GridModels,
  ids: readonly number[],
  history: GridHistory,
  size: number,
  options: PrefillOptions,
): Promise<PerSource<Prefilled | null>> {
  const chunk = options.chunk ?? prefillChunk;
  const loaded = sourceIds.flatMap((source) => {
    const model = models[source];
    return model === null ? [] : [{ source, model }];
  });
  if (options.reusePrefix === false) history.truncate(0);
  for (const { model } of loaded) model.resume(ids);
  const shared = Math.min(
    history.sharedLength(ids),
    ...loaded.map(({ model }) => sharedPrefix(model.cachedIds, ids)),
  );
  // The row of the last shared token predicts the first new one, so that token is run again.
  const start = Math.max(0, Math.min(shared, ids.length) - 1);
  for (const { model } of loaded) model.rewind(start);
  if (start === 0) history.begin(ids[0]!);
  else history.truncate(start + 1);
  const rows: Partial<Record<SourceId, LogitRows>> = {};
  for (let at = start; at < ids.length; at += chunk) {
    const piece = ids.slice(at, at + chunk);
    for (const { source, model } of loaded) {
      throwIfAborted(options.signal);
      rows[source] = await model.append(piece, piece.length, options.signal);
      await yieldToEventLoop();
    }
    scoreChunk(rows, ids, at, piece.length, history, size);
    options.onProgress?.(Math.min(at + chunk, ids.length), ids.length);
  }
  throwIfAborted(options.signal);
  return perSource((source) => {
    const found = rows[source];
    if (found === undefined) return null;
    const { data, rows: count, width } = found;
    return { row: data.slice((count - 1) * width, count * width), cached: start };
  });
}

function scoreChunk(
  rows: Partial<PerSource<LogitRows>>,
  ids: readonly number[],
  at: number,
  length: number,
  history: GridHistory,
  size: number,
): void {
  for (let i = 0; i < length; i++) {
    const next = ids[at + i + 1];
    if (next === undefined) return;
    // Widths may differ between sources (padded vocabularies): each row is cut out at its own width.
    const row = ({ data, width }: LogitRows): Float32Array => data.subarray(i * width, i * width + size);
    const { largeIns, smallCpt, smallBase } = rows;
    history.push(
      next,
      {
        largeIns: row(largeIns!),
        smallCpt: row(smallCpt!),
        smallBase: smallBase === undefined ? null : row(smallBase),
      },
      size,
    );
  }
}
