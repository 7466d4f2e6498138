import { throwIfAborted, TriMixError } from '../../engine/errors.ts';

/**
 * What the engine may be asked to do. `preparation` is a completion that nobody has asked for yet; `retrace` repeats a
 * finished generation to record its decisions; `maintenance` loads or unloads models; `unload` does so because the user
 * wants the memory back.
 */
export type JobKind = 'completion' | 'preparation' | 'translation' | 'retrace' | 'maintenance' | 'unload';

interface Policy {
  /** Kinds that nobody wants any more once a job of this kind arrives. */
  readonly supersedes: readonly JobKind[];
  /** Kinds that make a job of this kind pointless: by the time they end, its moment has passed. */
  readonly refusedDuring: readonly JobKind[];
}

const policies: Readonly<Record<JobKind, Policy>> = {
  // A keystroke makes the previous suggestion stale. A translation takes seconds: ghost text never waits for it.
  completion: { supersedes: ['completion', 'preparation', 'retrace'], refusedDuring: ['translation'] },
  // For moments in which there is nothing else to do.
  preparation: {
    supersedes: ['preparation'],
    refusedDuring: ['completion', 'translation', 'retrace', 'maintenance', 'unload'],
  },
  // Translations were asked for in so many words: they run in order and nothing ends them but the user.
  translation: { supersedes: ['completion', 'preparation', 'retrace'], refusedDuring: [] },
  retrace: { supersedes: ['preparation'], refusedDuring: [] },
  maintenance: { supersedes: ['completion', 'preparation', 'retrace', 'maintenance'], refusedDuring: [] },
  // Asked for in so many words too: whatever runs ends at its next step.
  unload: {
    supersedes: ['completion', 'preparation', 'translation', 'retrace', 'maintenance'],
    refusedDuring: [],
  },
};

interface Job {
  readonly kind: JobKind;
  readonly controller: AbortController;
  /** Runs the job to its end, and returns what tells its caller. */
  readonly start: () => Promise<() => void>;
}

/** Gives the one trio to one job at a time, and ends the jobs that a newer one makes stale. */
export class JobQueue {
  #running: Job | null = null;
  #waiting: Job[] = [];
  #settled: () => void = () => undefined;

  /** Calls back after each job that had its turn. */
  onSettled(callback: () => void): void {
    this.#settled = callback;
  }

  /** Whether any job runs or waits. */
  get busy(): boolean {
    return this.#running !== null || this.#waiting.length > 0;
  }

  /** Whether a job of this kind runs or waits. */
  has(kind: JobKind): boolean {
    return this.#running?.kind === kind || this.#waiting.some((job) => job.kind === kind);
  }

  /**
   * Runs `work` when its turn comes. The work gets a signal that is aborted by the caller's own signal
   * («cancelled») or by a newer job («superseded»); a job that still waits ends at once.
   *
   * @throws TriMixError 'superseded' when refused or overtaken, 'cancelled'; whatever the work throws
   */
  run<T>(kind: JobKind, work: (signal: AbortSignal) => Promise<T>, callerSignal?: AbortSignal): Promise<T> {
    const policy = policies[kind];
    if (policy.refusedDuring.some((other) => this.has(other))) {
      return Promise.reject(new TriMixError('superseded'));
    }
    for (const job of [this.#running, ...this.#waiting]) {
      if (job !== null && policy.supersedes.includes(job.kind))
        job.controller.abort(new TriMixError('superseded'));
    }
    return this.#enqueue(kind, work, callerSignal);
  }

  #enqueue<T>(
    kind: JobKind,
    work: (signal: AbortSignal) => Promise<T>,
    callerSignal: AbortSignal | undefined,
  ): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    const forward = (): void => controller.abort(callerSignal?.reason);
    if (callerSignal?.aborted === true) forward();
    else callerSignal?.addEventListener('abort', forward, { once: true });

    const attempt = async (): Promise<T> => {
      throwIfAborted(signal);
      return await work(signal);
    };
    return new Promise<T>((resolve) => {
      const job: Job = {
        kind,
        controller,
        start: async () => {
          const outcome = attempt();
          await Promise.allSettled([outcome]);
          callerSignal?.removeEventListener('abort', forward);
          return () => resolve(outcome);
        },
      };
      signal.addEventListener('abort', () => this.#leaveWaiting(job), { once: true });
      this.#waiting.push(job);
      this.#advance();
    });
  }

  /** A waiting job that is aborted is started out of turn: it does nothing but reject. */
  #leaveWaiting(job: Job): void {
    if (!this.#waiting.includes(job)) return;
    this.#waiting = this.#waiting.filter((other) => other !== job);
    void job.start().then((tell) => tell());
  }

  #advance(): void {
    if (this.#running !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#running = next;
    void next.start().then((tell) => {
      // First free the place, then tell: whoever hears of the end may ask for the next at once.
      this.#running = null;
      this.#settled();
      tell();
      this.#advance();
    });
  }
}
