import { throwIfAborted, type TrioInfo } from '../../engine/index.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import type { Decision } from '../../protocol/engineTypes.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { TraceHeader, TraceId } from '../../protocol/trace.ts';
import type { TraceRecorder } from '../traces/traceRecorder.ts';
import type { EngineHost } from './engineHost.ts';
import type { EngineOptions, GenerationOutcome, GenerationTask } from './engineRpc.ts';
import { taskLanguage } from './taskLanguage.ts';

/** A trio to load. */
export type WantedTrio = Pick<EngineOptions, 'directory' | 'version'>;

/** Runs generations with the trio of the language, and records them. Its callers hold a turn of the job queue. */
export class Generations {
  readonly #host: EngineHost;
  readonly #recorder: TraceRecorder;
  readonly #settings: () => ServerSettings;
  readonly #trioFor: (language: LanguageTag | null) => Promise<WantedTrio>;
  /** The language of the last generation: what is loaded anew after a change of the settings is for it. */
  #language: LanguageTag | null = null;

  constructor(parts: {
    readonly host: EngineHost;
    readonly recorder: TraceRecorder;
    readonly settings: () => ServerSettings;
    /** Says which trio writes a language. */
    readonly trioFor: (language: LanguageTag | null) => Promise<WantedTrio>;
  }) {
    this.#host = parts.host;
    this.#recorder = parts.recorder;
    this.#settings = parts.settings;
    this.#trioFor = parts.trioFor;
  }

  /**
   * Loads the trio of a language unless it is loaded, with the language's small-cpt first; another trio is unloaded
   * before. Without a language it is that of the last one.
   *
   * @throws TriMixError `store-not-writable` when the store cannot be read, and as {@link EngineHost.ensureLoaded}
   */
  async prepare(signal: AbortSignal, language: LanguageTag | null = null): Promise<TrioInfo> {
    this.#language = language ?? this.#language;
    const options = await this.options(this.#language);
    throwIfAborted(signal);
    return await this.#host.ensureLoaded(options, signal, this.#language);
  }

  /**
   * The models that write a language, and how they are to be loaded.
   *
   * @throws TriMixError `store-not-writable` when the store cannot be read
   */
  async options(language: LanguageTag | null): Promise<EngineOptions> {
    const { executionProvider, threads, gpuMemory } = this.#settings();
    const { directory, version } = await this.#trioFor(language);
    return { directory, version, executionProvider, threads, gpuMemory };
  }

  /** Runs one generation after `prepare`. Errors as {@link EngineHost.generate}. */
  async run(
    task: GenerationTask,
    header: Omit<TraceHeader, 'id' | 'startedAt' | 'rule'>,
    options: { readonly signal: AbortSignal; readonly onText?: (delta: string) => void },
  ): Promise<{ readonly outcome: GenerationOutcome; readonly traceId: TraceId }> {
    const recording = this.#recorder.begin({ ...header, rule: task.request.rule }, task);
    const listener = {
      onText: (delta: string): void => {
        recording.addText(delta);
        options.onText?.(delta);
      },
      onDecision: (decision: Decision): void => recording.addDecision(decision),
    };
    try {
      const outcome = await this.#host.generate(task, recording.level, listener, options.signal);
      recording.succeed(outcome);
      return { outcome, traceId: recording.id };
    } catch (error) {
      recording.fail(error);
      throw error;
    }
  }

  /**
   * Runs a finished generation again, with all sources, to see its decisions.
   *
   * @param tokens where the clock ended the generation: its number of tokens
   */
  async decide(
    task: GenerationTask,
    tokens: number | null,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly decisions: readonly Decision[] }> {
    await this.prepare(signal, taskLanguage(task));
    const decisions: Decision[] = [];
    const { text } = await this.#host.generate(
      repeatable(task, tokens),
      'all',
      { onDecision: (decision) => decisions.push(decision) },
      signal,
    );
    return { text, decisions };
  }
}

/** Recording takes time, so the clock must not end the repetition: its number of tokens does. */
function repeatable(task: GenerationTask, tokens: number | null): GenerationTask {
  if (task.kind !== 'completion') return task;
  const { request } = task;
  const maxTokens = tokens ?? request.maxTokens;
  return { kind: 'completion', request: { ...request, maxTokens, timeLimitMs: Number.MAX_SAFE_INTEGER } };
}
