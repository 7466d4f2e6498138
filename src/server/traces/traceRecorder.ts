import { isCancellation } from '../../engine/errors.ts';
import type { TraceLevel } from '../../engine/index.ts';
import type { Decision } from '../../protocol/engineTypes.ts';
import type { TraceHeader, TraceId } from '../../protocol/trace.ts';
import type { GenerationOutcome, GenerationTask } from '../engine/engineRpc.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import type { StoredTrace, TraceOutcome, TraceStore } from './traceStore.ts';

/**
 * Records generations as they run and, while somebody inspects, tells of them at once.
 *
 * Decisions cost several passes over the vocabulary per token, so they are made only while somebody looks; a
 * generation without them is run again when it is looked at (see retrace.ts).
 */
export class TraceRecorder {
  readonly #store: TraceStore;
  readonly #connection: TriMixConnection;
  /** Generations that run and began while nobody inspected: nothing of them is told. */
  readonly #silent = new Map<TraceId, Recording>();
  inspecting = false;

  constructor(store: TraceStore, connection: TriMixConnection) {
    this.#store = store;
    this.#connection = connection;
  }

  begin(header: Omit<TraceHeader, 'id' | 'startedAt'>, task: GenerationTask): Recording {
    const trace = this.#store.begin({ ...header, startedAt: Date.now() }, task);
    const recording = new Recording(trace, this.#store, this.inspecting ? this.#connection : null);
    if (!this.inspecting) {
      this.#silent.set(recording.id, recording);
      void recording.ended.then(() => this.#silent.delete(recording.id));
    }
    return recording;
  }

  /**
   * Waits until a generation that began before anybody inspected is over: no notification will tell its end, so
   * whoever took it half done would wait for it in vain.
   */
  async untilTold(id: TraceId): Promise<void> {
    await this.#silent.get(id)?.ended;
  }
}

/** One generation being recorded. */
export class Recording {
  readonly #trace: StoredTrace;
  readonly #store: TraceStore;
  /** Null while nobody inspects. */
  readonly #live: TriMixConnection | null;
  readonly #decisions: Decision[] = [];
  #text = '';
  #settle: () => void = () => undefined;
  /** Resolves when the generation is over, however it went. */
  readonly ended = new Promise<void>((resolve) => (this.#settle = resolve));

  constructor(trace: StoredTrace, store: TraceStore, live: TriMixConnection | null) {
    this.#trace = trace;
    this.#store = store;
    this.#live = live;
    live?.notify('trimix/trace/started', trace.header);
  }

  get id(): TraceId {
    return this.#trace.header.id;
  }

  get level(): TraceLevel {
    return this.#live === null ? 'off' : 'all';
  }

  addText(delta: string): void {
    this.#text += delta;
  }

  addDecision(decision: Decision): void {
    this.#decisions.push(decision);
    this.#live?.notify('trimix/trace/decision', { id: this.id, decision });
  }

  succeed({ text, stop, timings, tokens }: GenerationOutcome): void {
    this.#trace.tokens = tokens;
    this.#end({ text, stop, timings });
  }

  /** Typing ends generations all the time: one that nobody saw begin is not worth a place in the list. */
  fail(error: unknown): void {
    if (isCancellation(error) && this.#live === null) {
      this.#store.forget(this.id);
      this.#settle();
    } else
      this.#end({ text: this.#text, stop: isCancellation(error) ? 'cancelled' : 'failed', timings: null });
  }

  #end(outcome: TraceOutcome): void {
    this.#trace.outcome = outcome;
    this.#store.setDecisions(this.#trace, this.#decisions);
    this.#live?.notify('trimix/trace/ended', { id: this.id, outcome });
    this.#settle();
  }
}
