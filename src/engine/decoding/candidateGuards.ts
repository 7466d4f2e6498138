import { splitLastCluster } from '../text/graphemes.ts';
import { scriptOfLetter } from '../text/letters.ts';
import { scriptShare } from '../text/scriptWatch.ts';
import { language, type TranslationTag } from '../text/languages.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { GuardReason } from '../fusion/decision.ts';
import { completesLoop } from './repetitionGuard.ts';
import { leadsOutOfScript } from './scriptOfBytes.ts';
import type { TextStream } from './textStream.ts';
import { wordAtJoint, type LetterScript } from './wordAtJoint.ts';

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
  /** The script of a foreign word that stands half-written before the generation; null when there is none. */
  readonly joint: LetterScript | null;
  /** An answer must begin on the line of its label; a completion may begin with a line break. */
  readonly onOneLine: boolean;
  /** Loops are what the writer writes, too. */
  readonly mayCircle: boolean;
}

/** Letters of its own script after which an answer is on its way and the first-token watch ends. */
const watchedLetters = 3;

/** Quotes, dashes and brackets that may stand before the first letter or digit of an answer. */
const openingSigns = 1;

/** Why the candidate may not be taken; null when it may. Only the best candidates are ever judged, not the vocabulary. */
export function objection(candidate: number, context: CandidateContext): GuardReason | null {
  const { tokenizer, endIds, stream, generated } = context;
  // Somebody asked for text: ending before there is any answers nobody. An answer of signs alone is none either.
  const empty = context.onOneLine ? !/[\p{L}\p{N}]/u.test(stream.text) : stream.text.trim() === '';
  if (endIds.has(candidate)) return empty ? 'empty-text' : null;
  const bytes = tokenizer.bytes(candidate);
  // Chat markers, and ids that the vocabulary leaves empty, write nothing.
  if (bytes.length === 0) return 'special-token';
  if (!stream.accepts(bytes)) return 'encoding';
  const text = stream.preview(bytes);
  // Once there is text, its first character has been judged.
  if (stream.text === '' && joinsTextBefore(context.textBefore, text)) return 'encoding';
  if (empty && context.onOneLine && /[\r\n]/.test(text)) return 'empty-text';
  if (isInWrongScript(text, bytes, context)) return 'script';
  if (!context.mayCircle && completesLoop(generated, candidate)) return 'repetition';
  return null;
}

/** Whether the text's first character would become part of the cluster that already stands before the cursor. */
function joinsTextBefore(before: string, text: string): boolean {
  if (before === '' || text === '') return false;
  const tail = splitLastCluster(before).open;
  const first = text.slice(0, (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
  return splitLastCluster(tail + first).settled === '';
}

/** Scripts whose letters may come next where the first letters are watched; see {@link isInWrongScript}. */
export function scriptsAtStart({ stream, language: tag, joint }: CandidateContext): readonly LetterScript[] {
  const { script } = language(tag);
  return joint !== null && wordAtJoint(stream.text, joint) === stream.text.length
    ? [script, joint]
    : [script];
}

/**
 * A first word in the wrong script derails an answer: its letters are watched until three of the right ones stand. A
 * model kept from its wrong first word likes to write signs instead, so more than one before any letter is wrong too.
 * Later, Latin letters pass (names, units, terms); a letter of a third script is the start of a slide into another
 * language. A foreign word that the writer has begun may be finished before any of this.
 */
function isInWrongScript(text: string, bytes: Uint8Array, context: CandidateContext): boolean {
  const { stream, language: tag, joint } = context;
  const { script } = language(tag);
  const joined = wordAtJoint(text, joint);
  const unfinished = stream.unfinishedAfter(bytes);
  const inJoint = joint !== null && joined === text.length;
  if (unfinished.length > 0 && leadsOutOfScript(unfinished, script)) {
    return !inJoint || leadsOutOfScript(unfinished, joint);
  }
  const written = stream.text.slice(joined).match(/\p{L}/gu)?.length ?? 0;
  if (written < watchedLetters) {
    const own = text.slice(joined);
    const signs = own.match(/[\p{P}\p{S}]/gu)?.length ?? 0;
    if (signs > openingSigns && !/[\p{L}\p{N}]/u.test(own)) return true;
    return scriptShare(own, tag) < 1;
  }
  const scripts = Array.from(text.slice(stream.text.length), scriptOfLetter);
  return scripts.some((found) => found !== script && found !== 'Zyyy' && found !== 'Latn');
}
