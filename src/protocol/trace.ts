import type {
  Decision,
  LanguageTag,
  RuleChoice,
  StopReason,
  Timings,
  TranslationTag,
} from './engineTypes.ts';

/** Identifies one generation for the life of a server process. */
export type TraceId = number & { readonly brand: unique symbol };

/** What was generated, for the list of the inspector. */
export interface TraceHeader {
  readonly id: TraceId;
  readonly task:
    | { readonly kind: 'completion'; readonly language: LanguageTag }
    | { readonly kind: 'translation'; readonly from: TranslationTag; readonly to: TranslationTag };
  readonly rule: RuleChoice;
  /** The last part of the prompt's text, at most 200 grapheme clusters. */
  readonly promptTail: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A generation with its decisions. */
export interface TraceRecord extends TraceHeader {
  readonly decisions: readonly Decision[];
  /** Null while it runs. */
  readonly outcome: {
    readonly text: string;
    readonly stop: StopReason | 'cancelled' | 'failed';
    readonly timings: Timings | null;
  } | null;
}
