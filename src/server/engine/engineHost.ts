import type { Worker } from 'node:worker_threads';
import { isCancellation, TriMixError, type ErrorCode } from '../../engine/errors.ts';
import type { SourceId, TraceLevel, TrioInfo } from '../../engine/index.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { waitUnlessAborted } from '../../engine/waitUnlessAborted.ts';
import type { Decision } from '../../protocol/engineTypes.ts';
import { describeError, type Log } from '../log.ts';
import { sleep } from '../rpc/abort.ts';
import type { EngineOptions, GenerationOutcome, GenerationTask } from './engineRpc.ts';
import { EngineThread } from './engineThread.ts';
import { LoadFailures } from './loadFailures.ts';
import { RestartPolicy } from './restartPolicy.ts';
import { taskLanguage } from './taskLanguage.ts';

/** What is true of the models right now. */
export type EngineState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'loading';
      readonly directory: string;
      readonly done: number;
      readonly total: number;
      /** The model that is read right now; null for the tokenizer and the descriptions. */
      readonly source: SourceId | null;
    }
  | { readonly kind: 'ready'; readonly info: TrioInfo }
  | { readonly kind: 'failed'; readonly error: Error };

/** Failures of a generation that the next one need not meet. */
const perhapsCured: readonly ErrorCode[] = ['inference-failed', 'rule-invalid', 'source-not-loaded'];

/** Failures of a generation that say that the small-cpt of its language could not be loaded. */
const switchFailures: readonly ErrorCode[] = [
  'model-file-missing',
  'model-file-damaged',
  'model-manifest-invalid',
  'model-layout-unknown',
  'model-graph-unsupported',
  'execution-provider-unavailable',
];

export interface GenerationListener {
  readonly onText?: (delta: string) => void;
  readonly onDecision?: (decision: Decision) => void;
}

interface Load {
  readonly key: string;
  readonly directory: string;
  /** The language whose small-cpt is loaded first. */
  readonly language: LanguageTag | null;
  readonly controller: AbortController;
  /** Settles when the load is over. Its failure is reported where it began; others only wait. */
  readonly promise: Promise<TrioInfo>;
  /** The trio as it is now: which small-cpt it holds changes with the language. Null until it is loaded. */
  info: TrioInfo | null;
}

/**
 * Keeps one trio loaded in the engine's thread: loads at the first request, remembers a load that failed, starts
 * the thread again after it died. Callers take turns (see JobQueue); this class does not queue.
 */
export class EngineHost {
  readonly #spawn: () => Worker;
  readonly #onState: (state: EngineState) => void;
  readonly #log: Log;
  readonly #restarts = new RestartPolicy();
  readonly #failures = new LoadFailures();
  readonly #listeners = new Map<number, GenerationListener>();
  #thread: EngineThread | null = null;
  #load: Load | null = null;
  #lastGeneration = 0;
  #state: EngineState = { kind: 'idle' };
  #disposed = false;

  constructor(parts: { spawn: () => Worker; onState: (state: EngineState) => void; log: Log }) {
    this.#spawn = parts.spawn;
    this.#onState = parts.onState;
    this.#log = parts.log;
  }

  /** The trio that is in memory or on its way there; null where there is none. */
  get directory(): string | null {
    return this.#load?.directory ?? null;
  }

  /** Whether somebody wanted models in memory: they are there, on their way, or failed to get there. */
  get wanted(): boolean {
    return this.#load !== null || !this.#failures.isEmpty;
  }

  /**
   * Makes sure that this trio is loaded, with the small-cpt of `language` where it must be loaded first. Aborting the
   * signal ends the wait, not the load, which the next request will want as well; asking for other options ends it.
   *
   * @throws TriMixError as the engine's `loadTrio`; the same again for the same options until `retry` is called (where
   *   memory was short, for a minute). What kept only the small-cpt of a language from being loaded, here or for a
   *   generation, is thrown for that language.
   */
  async ensureLoaded(
    options: EngineOptions,
    signal: AbortSignal,
    language: LanguageTag | null = null,
  ): Promise<TrioInfo> {
    const { directory, version, executionProvider, threads, gpuMemory } = options;
    const key = JSON.stringify([directory, version, executionProvider, threads, gpuMemory]);
    this.#requireNoFailure(key, language);
    if (this.#load !== null && this.#load.key !== key) await this.#abandonLoad(this.#load);
    const load = (this.#load ??= this.#startLoad(key, options, language));
    const loaded = await waitUnlessAborted(load.promise, signal);
    return load.info ?? loaded;
  }

  /**
   * Generates with the loaded trio.
   *
   * @throws TriMixError of the engine, remembered where it is that the language's small-cpt cannot be loaded;
   *   'engine-stopped', 'superseded' or 'cancelled'
   */
  async generate(
    task: GenerationTask,
    trace: TraceLevel,
    listener: GenerationListener,
    signal: AbortSignal,
  ): Promise<GenerationOutcome> {
    const language = taskLanguage(task);
    if (this.#load !== null) this.#requireNoFailure(this.#load.key, language);
    this.#lastGeneration += 1;
    const id = this.#lastGeneration;
    this.#listeners.set(id, listener);
    try {
      const outcome = await this.#currentThread().request('generate', { id, task, trace }, signal);
      this.#recover();
      return outcome;
    } catch (error) {
      this.#generationFailed(error, language);
      throw error;
    } finally {
      this.#listeners.delete(id);
    }
  }

  /**
   * Frees the models' memory, and the thread with what it has gathered. The next request starts and loads anew, also
   * what had failed to load.
   */
  async unload(): Promise<void> {
    if (!this.wanted) return;
    this.#failures.clear();
    if (this.#load !== null) await this.#abandonLoad(this.#load);
    const thread = this.#thread;
    this.#thread = null;
    await thread?.request('unload', {});
    await thread?.stop();
    this.#report({ kind: 'idle' });
  }

  /** Lets the next request try again what failed. */
  retry(): void {
    this.#failures.clear();
    this.#restarts.reset();
    this.#recover();
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#load?.controller.abort();
    await this.#thread?.stop();
  }

  /** The last chance, when the process exits without having been shut down. Blocks for a model run at most. */
  disposeBlocking(): void {
    this.#disposed = true;
    this.#thread?.stopBlocking();
  }

  #startLoad(key: string, options: EngineOptions, language: LanguageTag | null): Load {
    const controller = new AbortController();
    const promise = this.#performLoad(options, language, controller.signal);
    const { directory } = options;
    const load: Load = { key, directory, language, controller, promise, info: null };
    promise.then(
      (info) => {
        load.info = info;
        this.#report({ kind: 'ready', info });
      },
      (error: unknown) => {
        this.#loadFailed(load, error);
      },
    );
    return load;
  }

  async #performLoad(
    options: EngineOptions,
    language: LanguageTag | null,
    signal: AbortSignal,
  ): Promise<TrioInfo> {
    const wait = this.#restarts.delay(performance.now());
    if (wait === null) throw new TriMixError('engine-stopped', { reason: 'it has stopped too often' });
    await sleep(wait, signal);
    this.#report({ kind: 'loading', directory: options.directory, done: 0, total: 0, source: null });
    return await this.#currentThread().request('load', { ...options, language }, signal);
  }

  #loadFailed(load: Load, error: unknown): void {
    if (this.#load === load) this.#load = null;
    if (isCancellation(error) || this.#disposed) return;
    // A thread that died is reported where it ends, and is worth another try while the policy allows one.
    const died = error instanceof TriMixError && error.code === 'engine-stopped';
    if (died && this.#restarts.delay(performance.now()) !== null) return;
    // Read last, and another one in other languages: those may still be written.
    const isSmallCpt = this.#state.kind === 'loading' && this.#state.source === 'smallCpt';
    this.#fail(load.key, isSmallCpt ? load.language : null, error);
  }

  /** Remembers a failure that trying again does not cure: of the trio, or of one language's small-cpt. */
  #fail(key: string, language: LanguageTag | null, cause: unknown): void {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    this.#failures.remember(key, language, error, performance.now());
    this.#log.error(describeError(error));
    this.#report({ kind: 'failed', error });
  }

  /** @throws what is known to go wrong with these models, where something is */
  #requireNoFailure(key: string, language: LanguageTag | null): void {
    const error = this.#failures.find(key, language, performance.now());
    if (error === null) return;
    // Another language may have been written since; the status is about what is wanted now.
    if (this.#state.kind !== 'loading') this.#report({ kind: 'failed', error });
    throw error;
  }

  /** Failures that every further generation would meet belong into the status; others concern one text. */
  #generationFailed(error: unknown, language: LanguageTag | null): void {
    if (!(error instanceof TriMixError)) return;
    const key = this.#load?.key;
    if (key !== undefined && error.code === 'model-weights-not-finite') this.#fail(key, null, error);
    if (key !== undefined && language !== null && switchFailures.includes(error.code))
      this.#fail(key, language, error);
    // Settings may be corrected and a graphics card may come back: the next request tries again.
    if (perhapsCured.includes(error.code)) this.#report({ kind: 'failed', error });
  }

  /** A loaded trio whose last generation failed counts as ready again; of one on its way its load tells. */
  #recover(): void {
    const info = this.#load?.info ?? null;
    if (this.#state.kind === 'failed' && info !== null) this.#report({ kind: 'ready', info });
  }

  async #abandonLoad(load: Load): Promise<void> {
    load.controller.abort();
    await load.promise.catch(() => undefined);
    if (this.#load === load) this.#load = null;
  }

  #currentThread(): EngineThread {
    this.#thread ??= this.#startThread();
    return this.#thread;
  }

  #startThread(): EngineThread {
    const thread = new EngineThread(this.#spawn());
    thread.onNotification('loadProgress', (progress) => {
      if (this.#state.kind === 'loading') this.#report({ ...this.#state, ...progress });
    });
    thread.onNotification('trioChanged', ({ info }) => {
      if (this.#load === null) return;
      this.#load.info = info;
      if (this.#state.kind === 'ready') this.#report({ kind: 'ready', info });
    });
    thread.onNotification('text', ({ id, delta }) => this.#listeners.get(id)?.onText?.(delta));
    thread.onNotification('decision', ({ id, decision }) => this.#listeners.get(id)?.onDecision?.(decision));
    void thread.ended.then((reason) => {
      // One that was let go is nobody's loss.
      if (this.#thread === thread) this.#threadEnded(reason);
    });
    return thread;
  }

  #threadEnded(reason: string): void {
    this.#thread = null;
    this.#load = null;
    if (this.#disposed) return;
    this.#restarts.recordDeath(performance.now());
    const error = new TriMixError('engine-stopped', { reason });
    this.#log.error(error.message);
    this.#report({ kind: 'failed', error });
  }

  #report(state: EngineState): void {
    this.#state = state;
    this.#onState(state);
  }
}
