import type { ExecutionProviderChoice, RuleChoice } from './engineTypes.ts';

/**
 * A rule, or the trio's own recommendation for the task (TriMix with fixed weights from `recommendedWeights`).
 * The server resolves it, since only it knows the trio.
 */
export type RuleSetting = RuleChoice | 'recommended';

/** Server settings, sent as initialization options and by `trimix/didChangeSettings` at each change. */
export interface ServerSettings {
  /** Absolute path of a trio directory; null for the bundled demo. */
  readonly trioPath: string | null;
  readonly executionProvider: ExecutionProviderChoice;
  /** Threads per model; null for as many as the machine runs at once. */
  readonly threads: number | null;
  readonly completion: {
    readonly rule: RuleSetting;
    readonly maxTokens: number;
    /** Milliseconds of silence after a keystroke before a completion is computed. */
    readonly debounceMs: number;
    readonly timeLimitMs: number;
  };
  readonly translation: { readonly rule: RuleSetting; readonly maxTokens: number };
  /** Unload the models after this many minutes without a request; 0: never. */
  readonly unloadAfterMinutes: number;
}
