import type { ExecutionProviderChoice, RuleChoice } from './engineTypes.ts';

/** Server settings, sent as initialization options and by `trimix/settings` at each change. */
export interface ServerSettings {
  /** Absolute path of a trio directory; null for the bundled demo. */
  readonly trioPath: string | null;
  readonly executionProvider: ExecutionProviderChoice;
  /** Threads per model; null for the number of physical cores. */
  readonly threads: number | null;
  readonly completion: {
    readonly rule: RuleChoice;
    readonly maxTokens: number;
    /** Milliseconds of silence after a keystroke before a completion is computed. */
    readonly debounceMs: number;
    readonly timeLimitMs: number;
  };
  readonly translation: { readonly rule: RuleChoice; readonly maxTokens: number };
  /** Unload the models after this many minutes without a request; 0: never. */
  readonly unloadAfterMinutes: number;
}
