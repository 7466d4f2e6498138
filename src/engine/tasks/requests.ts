import type { RuleChoice } from '../fusion/ruleChoice.ts';
import type { LanguageTag, TranslationTag } from '../text/languages.ts';
import type { Sampling } from './generation.ts';

/** Continue a document at a point. */
export interface CompletionRequest {
  /** The text before the cursor (any length: what does not fit is left out from its start). */
  readonly prefix: string;
  /** The text after the cursor, so that the completion does not repeat it. */
  readonly suffix?: string;
  readonly language: LanguageTag;
  /** 1 or more. */
  readonly maxTokens: number;
  /** Where to end of its own accord. `none`: only at the end of text or the limit. */
  readonly endAt: 'sentence' | 'line' | 'none';
  readonly rule: RuleChoice;
  readonly sampling: Sampling;
  /** Give what there is after this many milliseconds of decoding. */
  readonly timeLimitMs?: number;
}

/** An example of a translation for the prompt. */
export interface TranslationExample {
  readonly source: string;
  readonly target: string;
}

/** Translate one passage. */
export interface TranslationRequest {
  readonly text: string;
  readonly from: TranslationTag;
  readonly to: TranslationTag;
  readonly examples?: readonly TranslationExample[];
  /** Where the translation goes: it is written as the target language is written there. No part of the prompt. */
  readonly document?: string;
  /** Whether a sentence begins with the text; true when absent. Matters where the models' script has no capitals. */
  readonly beginsSentence?: boolean;
  readonly maxTokens: number;
  readonly rule: RuleChoice;
  readonly sampling: Sampling;
}
