import type { Decision } from '../../protocol/engineTypes.ts';
import type { TraceHeader, TraceId, TraceRecord } from '../../protocol/trace.ts';
import type { GenerationTask } from '../engine/engineRpc.ts';

export type TraceOutcome = NonNullable<TraceRecord['outcome']>;

/** A remembered generation, with what is needed to run it again. */
export interface StoredTrace {
  readonly header: TraceHeader;
  readonly task: GenerationTask;
  decisions: readonly Decision[];
  outcome: TraceOutcome | null;
  /** Number of generated tokens, once it ended of itself. */
  tokens: number;
}

/** Generations kept; the list of the inspector is read by eye. */
const defaultCapacity = 50;
/** Decisions kept over all generations: about 3 kB each, so some 30 MB. */
const defaultDecisionLimit = 10_000;

/** A ring of the last generations. When full, the oldest leaves; when decisions are too many, the oldest lose theirs. */
export class TraceStore {
  readonly #capacity: number;
  readonly #decisionLimit: number;
  /** Oldest first: a Map keeps the order of insertion. */
  readonly #traces = new Map<TraceId, StoredTrace>();
  #lastId = 0;

  constructor(capacity = defaultCapacity, decisionLimit = defaultDecisionLimit) {
    this.#capacity = capacity;
    this.#decisionLimit = decisionLimit;
  }

  /** Remembers a generation that begins now. */
  begin(header: Omit<TraceHeader, 'id'>, task: GenerationTask): StoredTrace {
    this.#lastId += 1;
    const trace: StoredTrace = {
      header: { ...header, id: this.#lastId as TraceId },
      task,
      decisions: [],
      outcome: null,
      tokens: 0,
    };
    this.#traces.set(trace.header.id, trace);
    const oldest = this.#traces.keys().next();
    if (this.#traces.size > this.#capacity && oldest.done !== true) this.#traces.delete(oldest.value);
    return trace;
  }

  /** Sets the decisions of a generation, all at once: a half-recorded trace is never kept. */
  setDecisions(trace: StoredTrace, decisions: readonly Decision[]): void {
    trace.decisions = decisions;
    let total = 0;
    for (const stored of this.#traces.values()) total += stored.decisions.length;
    for (const stored of this.#traces.values()) {
      if (total <= this.#decisionLimit) return;
      if (stored === trace) continue;
      total -= stored.decisions.length;
      stored.decisions = [];
    }
  }

  forget(id: TraceId): void {
    this.#traces.delete(id);
  }

  find(id: TraceId): StoredTrace | null {
    return this.#traces.get(id) ?? null;
  }

  /** Newest first. */
  headers(): readonly TraceHeader[] {
    return [...this.#traces.values()].map((trace) => trace.header).reverse();
  }
}

/** A stored generation in the form in which it travels. */
export function toRecord(trace: StoredTrace): TraceRecord {
  return { ...trace.header, decisions: trace.decisions, outcome: trace.outcome };
}
