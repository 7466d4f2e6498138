import { splitLastCluster } from '../text/graphemes.ts';
import { scriptShare } from '../text/scriptWatch.ts';
import type { TranslationTag } from '../text/languages.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { GuardReason } from '../fusion/decision.ts';
import { completesLoop } from './repetitionGuard.ts';
import type { TextStream } from './textStream.ts';

/** What a guard may look at when it judges a candidate. */
export interface CandidateContext {
  readonly tokenizer: Tokenizer;
  readonly endIds: ReadonlySet<number>;
  /** Generated ids so far. */
  readonly generated: readonly number[];
  readonly stream: TextStream;
  readonly language: TranslationTag;
  /** The text before the generation, whose last cluster must not be extended; empty when there is none. */
  readonly textBefore: string;
  readonly guards: GuardSwitches;
}

/** Guards that can be switched off, to compare against plain decoding. */
export interface GuardSwitches {
  readonly repetition: boolean;
  readonly script: boolean;
}

/** Letters of its own script after which an answer is on its way and the first-token watch ends. */
const watchedLetters = 3;

/** Why the candidate may not be taken; null when it may. Only the best candidates are ever judged, not the vocabulary. */
export function objection(candidate: number, context: CandidateContext): GuardReason | null {
  const { tokenizer, endIds, stream, generated, guards } = context;
  if (endIds.has(candidate)) return null;
  const bytes = tokenizer.bytes(candidate);
  // Chat markers, and ids that the vocabulary leaves empty, write nothing.
  if (bytes.length === 0) return 'special-token';
  if (!stream.accepts(bytes)) return 'encoding';
  const text = stream.preview(bytes);
  if (joinsTextBefore(context.textBefore, text)) return 'encoding';
  if (guards.script && startsInWrongScript(text, stream.text, context.language)) return 'script';
  if (guards.repetition && completesLoop(generated, candidate)) return 'repetition';
  return null;
}

/** Whether the text's first character would become part of the cluster that already stands before the cursor. */
function joinsTextBefore(before: string, text: string): boolean {
  if (before === '' || text === '') return false;
  const tail = splitLastCluster(before).open;
  const first = text.slice(0, (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
  return splitLastCluster(tail + first).settled === '';
}

/** A first word in the wrong script derails an answer: its letters are watched until three of the right ones stand. */
function startsInWrongScript(text: string, sofar: string, tag: TranslationTag): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const written = sofar.match(/\p{L}/gu)?.length ?? 0;
  return letters > written && written < watchedLetters && scriptShare(text, tag) < 1;
}
