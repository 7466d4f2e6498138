import type { Decision, WeightOrigin } from '../fusion/decision.ts';
import type { PerSource } from '../fusion/sources.ts';
import type { Detour } from '../trio/detour.ts';

/** Why a generation ended. */
export type StopReason =
  | 'end-of-text'
  | 'max-tokens'
  /** A sentence or line end of the language was reached. */
  | 'natural-end'
  /** The repetition guard ended a loop. */
  | 'repetition'
  /** The output left the language's script. */
  | 'script'
  | 'time-limit'
  | 'context-full';

/** How the next token is taken from the fused logits. */
export type Sampling =
  | { readonly kind: 'greedy' }
  /** Nucleus sampling. Temperature > 0, topP in (0, 1], seed makes it repeatable. */
  | { readonly kind: 'top-p'; readonly temperature: number; readonly topP: number; readonly seed: number };

/** What was measured while generating. Milliseconds; tokens per second of the decode phase only. */
export interface Timings {
  readonly prefillMs: number;
  readonly decodeMs: number;
  readonly tokensPerSecond: number;
  readonly promptTokens: number;
  /** Prompt tokens that came from the KV cache of an earlier request, of `promptTokens`. */
  readonly cachedTokens: number;
}

/** What speculative decoding did: the text is the same without it. */
export interface SpeculationCounts {
  /** Drafted tokens that were compared with the chosen ones. */
  readonly drafted: number;
  /** Those that were the chosen ones. */
  readonly accepted: number;
}

/** The outcome of a generation. */
export interface Generation {
  readonly text: string;
  /** Number of generated tokens. */
  readonly tokens: number;
  readonly stop: StopReason;
  /** Weights of the last step. */
  readonly weights: PerSource<number>;
  readonly weightOrigin: WeightOrigin;
  readonly timings: Timings;
  readonly speculation: SpeculationCounts;
  /** Set when a model of another script read or wrote it, and text was converted by rule. */
  readonly detour?: Detour;
  /** Empty unless a trace was asked for. */
  readonly trace: readonly Decision[];
}

/**
 * How much of a trace is recorded. `used`: only the sources the rule runs; `all`: sources with weight 0 are run
 * too, only to be shown (the text does not change).
 */
export type TraceLevel = 'off' | 'used' | 'all';

/** What every long operation of the engine takes besides its request. */
export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly trace?: TraceLevel;
  /** Length of the top lists in a decision; default 5. */
  readonly topK?: number;
  /** Called with each piece of finished text: whole grapheme clusters only. */
  readonly onText?: (delta: string) => void;
  readonly onDecision?: (decision: Decision) => void;
  /** Prompt tokens done so far; called between the chunks of the prefill. */
  readonly onPrefill?: (done: number, total: number) => void;
}
