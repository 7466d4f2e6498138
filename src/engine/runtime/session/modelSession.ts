import type { ExecutionProvider } from '../executionProvider.ts';
import type { LogitRows } from '../logitRows.ts';

/** Ways to run graphs on the CPU; graphics providers always run by onnxruntime-node. */
export const cpuRuntimes = ['native', 'onnxruntime-node'] as const;
export type CpuRuntime = (typeof cpuRuntimes)[number];

/** Keys and values of one sequence. */
export interface SequenceCache {
  /** Bytes it takes now. */
  readonly bytes: number;
  /** Forgets everything and frees its buffers; it can be used on. */
  clear(): void;
  /** The first `length` positions as a cache of its own; null where its buffers cannot be copied. */
  copy(length: number): SequenceCache | null;
  /** Frees its buffers for good. */
  dispose(): void;
}

/** One run of a graph behind a cached sequence. */
export interface SequenceRun {
  /** At least one id. */
  readonly ids: readonly number[];
  /** Positions of the sequence that count: at most as many as were run so far. */
  readonly past: number;
  /** How many last positions are to give logits, 1 to `ids.length`. */
  readonly keep: number;
  /** Ends the run in its middle where the runtime can do that. */
  readonly signal?: AbortSignal | undefined;
}

/** A cached sequence that a graph can be run behind. */
export interface RunnableSequence extends SequenceCache {
  copy(length: number): RunnableSequence | null;
  /**
   * Runs the graph on ids; afterwards their keys and values are cached behind the first `past` positions. After a run
   * that failed the cache is unusable until it is cleared; after one that was cancelled its first `past` positions are
   * as they were.
   *
   * @returns the last `keep` rows, or only the last one where the graph gives no more: then nothing was cached
   * @throws TriMixError `cancelled`, `superseded`; Error with the runtime's words
   */
  run(request: SequenceRun): Promise<LogitRows>;
}

/** A loaded graph. It runs one sequence at a time. */
export interface ModelSession {
  readonly executionProvider: ExecutionProvider;
  /** What runs it; on a graphics provider `onnxruntime-node`. */
  readonly runtime: CpuRuntime;
  /** Tokens that the provider can run at once; null for any number. */
  readonly longestRun: number | null;
  createSequence(): RunnableSequence;
  /** Settles when no run is under way. */
  idle(): Promise<void>;
  /** Frees the graph; no run may be under way. */
  dispose(): Promise<void>;
}
