import { isCancellation } from '../errors.ts';
import { rowsOf, type LogitRows } from './logitRows.ts';
import type { ModelSession } from './session/modelSession.ts';

/**
 * Runs on the processor that give the same bits for a position, however a text is cut into runs.
 *
 * ONNX Runtime computes runs of one position by other kernels, whose sums are rounded differently, and weights in
 * integers carry a last bit on to the first digit. Runs of two positions or more give the same bits, whatever else they
 * compute (measured for weights in int4, int8, float16 and float32, with attention in one operator or in many; in runs of
 * up to 64: GroupQueryAttention takes so many at a time, fewer where heads are smaller than 32, and a last one alone). So
 * no run has one position: the one before is taken again, which writes over its keys and values what was there. The head
 * is a product of its own, the largest of all in small models; whether it gives one row as it gives two depends on the
 * weights' format and on the processor.
 */
export interface EvenRun {
  readonly ids: readonly number[];
  /** Positions of the sequence that the run stands behind. */
  readonly past: number;
  /** How many last positions give logits. */
  readonly keep: number;
  /** The first row that was asked for, among those. */
  readonly firstWanted: number;
}

/**
 * The run to make for `ids` behind a sequence.
 *
 * @param cached ids of the sequence
 * @param keep how many last positions are to give logits, 1 to `ids.length`
 * @param rowAlone {@link RunKind.rowAlone}
 */
export function evenRun({
  cached,
  ids,
  keep,
  rowAlone,
}: {
  readonly cached: readonly number[];
  readonly ids: readonly number[];
  readonly keep: number;
  readonly rowAlone: boolean;
}): EvenRun {
  const past = cached.length;
  const before = cached.at(-1);
  // A text of a single token has nothing before it: the token stands behind itself, where the next run writes over it.
  if (ids.length === 1 && before === undefined)
    return { ids: [ids[0]!, ids[0]!], past, keep: 2, firstWanted: 0 };
  const padded = ids.length === 1 ? { ids: [before!, ids[0]!], past: past - 1 } : { ids, past };
  return keep === 1 && !rowAlone
    ? { ...padded, keep: 2, firstWanted: 1 }
    : { ...padded, keep, firstWanted: 0 };
}

/** Parts of a vocabulary whose ids are tried. */
const triedIds = [0.2, 0.4, 0.6, 0.8] as const;

/** What the runs of a loaded graph are like on this processor. */
export interface RunKind {
  /** Whether runs of two positions give the bits that a run of more gives. */
  readonly even: boolean;
  /** Whether the head gives one row as it gives two. */
  readonly rowAlone: boolean;
}

/** No run is padded: it would not help. */
export const unevenRuns: RunKind = { even: false, rowAlone: false };

/**
 * Tries a loaded graph with two or three short runs, by which the weights are read for the first time as well. Kernels
 * are chosen by shape and processor, never by values, and ones that sum in another order do not agree on a whole row.
 * Graphs that measure their activations anew in each run (dynamic eight-bit ones) have no even runs.
 *
 * @param width of a row of logits
 * @param asksForRows whether the graph is told how many rows to give
 * @throws TriMixError `cancelled`
 */
export async function testRuns(
  session: ModelSession,
  { width, asksForRows }: { readonly width: number; readonly asksForRows: boolean },
  signal?: AbortSignal,
): Promise<RunKind> {
  const sequence = session.createSequence();
  const ids = triedIds.map((part) => Math.floor(part * width));
  try {
    const whole = await sequence.run({ ids, past: 0, keep: 2, signal });
    const behind = ids.length - 2;
    const pair = await sequence.run({ ids: ids.slice(behind), past: behind, keep: 2, signal });
    if (whole.rows !== 2 || !tells(whole.data) || !sameBits(whole, pair)) return unevenRuns;
    if (!asksForRows) return { even: true, rowAlone: false };
    const alone = await sequence.run({ ids, past: 0, keep: 1, signal });
    return { even: true, rowAlone: sameBits(rowsOf(whole, 1, 1), alone) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    // What is wrong with the graph is said by the first run that somebody asked for.
    return unevenRuns;
  } finally {
    sequence.dispose();
  }
}

function sameBits(one: LogitRows, other: LogitRows): boolean {
  return one.rows === other.rows && one.data.every((logit, at) => logit === other.data[at]);
}

/** Zeros are the same in any order of summing. */
function tells(logits: Float32Array): boolean {
  return logits.some((logit) => logit !== logits[0]);
}
