import { prefillChunk } from '../decoding/prefill.ts';
import { yieldToEventLoop } from '../decoding/yieldToEventLoop.ts';
import { throwIfAborted } from '../errors.ts';
import type { SourceLogits } from '../fusion/mix.ts';
import { perSource, sourcesWith, type SourceId } from '../fusion/sources.ts';
import type { LogitRows } from '../runtime/languageModel.ts';
import { modelOf } from '../trio/modelOf.ts';
import type { Trio } from '../trio/trio.ts';

/** The rows of all loaded models at one position of a text. */
export interface PositionRows {
  readonly position: number;
  /** Cut to the ids that count; null for a source that is not in memory. */
  readonly logits: SourceLogits;
}

/**
 * Reads a text with all loaded models, chunk by chunk side by side, and gives the rows of the positions that are wanted.
 * They are good until the next ones are asked for: only those of one chunk are in memory, where those of a long text would
 * take gigabytes.
 *
 * @param size ids that count
 * @throws TriMixError `cancelled`, `superseded`, `inference-failed`
 */
export async function* readSideBySide(
  trio: Trio,
  ids: readonly number[],
  wants: (position: number) => boolean,
  size: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<PositionRows, void, void> {
  const sources = sourcesWith(trio.models);
  for (const source of sources) modelOf(trio, source).rewind(0);
  for (let at = 0; at < ids.length; at += prefillChunk) {
    const piece = ids.slice(at, at + prefillChunk);
    const wanted = [...piece.keys()].filter((index) => wants(at + index));
    const rows = new Map<SourceId, LogitRows>();
    for (const source of sources) {
      throwIfAborted(signal);
      const keep = wanted.length > 0 ? piece.length : 1;
      rows.set(source, await modelOf(trio, source).append(piece, keep, signal));
      await yieldToEventLoop();
    }
    for (const index of wanted) {
      throwIfAborted(signal);
      yield { position: at + index, logits: perSource((source) => rowAt(rows.get(source), index, size)) };
    }
  }
}

function rowAt(rows: LogitRows | undefined, index: number, size: number): Float32Array | null {
  return rows === undefined ? null : rows.data.subarray(index * rows.width, index * rows.width + size);
}
