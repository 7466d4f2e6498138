import type { ExecutionProviderChoice, LanguageTag, RuleChoice } from './engineTypes.ts';

/**
 * A rule, or the trio's own recommendation for the task (TriMix with fixed weights from `recommendedWeights`).
 * The server resolves it, since only it knows the trio.
 */
export type RuleSetting = RuleChoice | 'recommended';

/** Server settings, sent as initialization options and by `trimix/didChangeSettings` at each change. */
export interface ServerSettings {
  /** Absolute path of a trio directory that writes all languages it knows; null to choose by language. */
  readonly trioPath: string | null;
  /** The trio chosen for a language, by its name in the store or `demo`; for others the server chooses. */
  readonly trios: Readonly<Partial<Record<LanguageTag, string>>>;
  /** Folder of the installed trios; null for the platform's folder for data, as the command line uses it. */
  readonly store: string | null;
  /** The hub or a mirror of it; null for where the checkpoints are published. */
  readonly hubEndpoint: string | null;
  /** Graphics memory in bytes where the system tells it wrongly; null to ask the system. */
  readonly gpuMemory: number | null;
  readonly executionProvider: ExecutionProviderChoice;
  /** Threads per model; null for as many as the machine runs at once. */
  readonly threads: number | null;
  readonly completion: {
    readonly rule: RuleSetting;
    readonly maxTokens: number;
    /**
     * Milliseconds of silence after a keystroke before a completion is computed; null: as the models, the writer and the
     * text at the cursor make it worth while.
     */
    readonly debounceMs: number | null;
    /**
     * Milliseconds after a keystroke when the words or syllables that are finished are offered while the models write on;
     * null: only what is written to its end is offered.
     */
    readonly answerAfterMs: number | null;
    readonly timeLimitMs: number;
  };
  readonly translation: { readonly rule: RuleSetting; readonly maxTokens: number };
  /** Unload the models after this many minutes without a request; 0: never. */
  readonly unloadAfterMinutes: number;
}
