import type { LanguageTag } from '../../engine/text/languages.ts';
import type {
  CompletionRequest,
  Decision,
  ExecutionProviderChoice,
  Generation,
  SourceId,
  TraceLevel,
  TranslationRequest,
  TrioInfo,
} from '../../engine/index.ts';

/** Which models to load and how. Two equal values mean the same loaded trio. */
export interface EngineOptions {
  /** Absolute path of a trio directory. */
  readonly directory: string;
  /** Another one when the folder holds other models than before. */
  readonly version: string;
  readonly executionProvider: ExecutionProviderChoice;
  /** Threads per model; null for the engine's own choice. */
  readonly threads: number | null;
  /** Bytes of graphics memory where the system tells it wrongly; null to ask the system. */
  readonly gpuMemory: number | null;
}

/** One thing to generate, as data. */
export type GenerationTask =
  | { readonly kind: 'completion'; readonly request: CompletionRequest }
  | { readonly kind: 'translation'; readonly request: TranslationRequest };

/** A generation without its trace: decisions travel one by one while they are made. */
export type GenerationOutcome = Omit<Generation, 'trace'>;

/** Requests from the LSP thread to the engine's thread. Each may be cancelled. */
export interface EngineRequests {
  /** Takes the place of whatever is loaded. `language` is the one that is wanted first, if that is known. */
  load: { params: EngineOptions & { readonly language: LanguageTag | null }; result: TrioInfo };
  unload: { params: Readonly<Record<string, never>>; result: null };
  generate: {
    params: { readonly id: number; readonly task: GenerationTask; readonly trace: TraceLevel };
    result: GenerationOutcome;
  };
}

/** Notifications from the engine's thread; `id` is the one of the `generate` request. */
export interface EngineNotifications {
  /** `source` is the model that is read next; null for the tokenizer and the descriptions. */
  loadProgress: { readonly done: number; readonly total: number; readonly source: SourceId | null };
  /** A generation, however it ended, wanted the small-cpt of another language: that is in use now, or none is. */
  trioChanged: { readonly info: TrioInfo };
  text: { readonly id: number; readonly delta: string };
  decision: { readonly id: number; readonly decision: Decision };
}

/** Notifications to the engine's thread. */
export interface EngineCommands {
  /**
   * Ends the thread between two model runs. Before it does, the 32-bit integer in `ended` is set to 1 and its
   * waiters are woken.
   */
  stop: { readonly ended: SharedArrayBuffer };
}
