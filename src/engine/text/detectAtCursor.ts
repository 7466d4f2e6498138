import { settleDetection } from './chosenLanguage.ts';
import { detectLanguage } from './detectLanguage.ts';
import { clusterBoundaryAfter } from './graphemes.ts';
import { isLanguageTag, type LanguageTag } from './languages.ts';
import { countLetters, scriptOfLetter, type KnownScript } from './letters.ts';
import { proseAtCursor } from './proseAtCursor.ts';

/** How far back (UTF-16 units) text bears on what is written at the cursor, and how far ahead. */
const lookBack = 4000;
const lookAhead = 500;

/** Below this confidence a paragraph does not decide alone between languages of one script. */
const sure = 0.95;

/** Latin names stand in sentences of every language; a Latin letter weighs this much against one of another script. */
const latinWeight = 0.4;

const ownScripts = ['Tibt', 'Arab', 'Cyrl', 'Mong'] as const satisfies readonly KnownScript[];
type OwnScript = (typeof ownScripts)[number];

const paragraphBreak = /\r?\n|[\r\u2028\u2029]/u;
const sentenceBreak = /(?<=[.!?؟…։۔།༎᠃]["'”’»)]*)\s+/u;
const hasLetter = /\p{L}/u;

/** What may stand before the first word of a line: quotes, dashes, a heading or list mark, a number with its point. */
const lineOpening = /^[\s\p{P}\p{S}]*(?:\p{N}{1,3}[.):]?)?[\s\p{P}\p{S}]*$/u;

/** What is known of a document besides its text. */
export interface DocumentFacts {
  /** The editor's name of the document's language: `markdown`, `latex`, `html`, `python`, … */
  readonly languageId?: string;
  /** The language that a person has chosen for the document. */
  readonly chosen?: LanguageTag | null;
}

/**
 * The language that is being written at the cursor, or null when it is none of the six: English, code, numbers.
 * The sentence at the cursor decides the script, its paragraph the language, text further back where those are too
 * short to tell. Markup and code are passed over. A chosen language decides between the languages of its script.
 */
export function detectAtCursor(
  prefix: string,
  suffix = '',
  { languageId = 'plaintext', chosen = null }: DocumentFacts = {},
): LanguageTag | null {
  const before = proseAtCursor(
    prefix.slice(clusterBoundaryAfter(prefix, prefix.length - lookBack)),
    languageId,
  );
  if (before === null) return null;
  const after = suffix.slice(0, lookAhead);
  const paragraph = currentParagraph(before, after);
  if (paragraph === null) return null;
  const script = scriptAtEnd(paragraph);
  if (script === null) return null;
  const near = settleDetection(detectLanguage(lettersOf(paragraph, script)), chosen);
  const found = near.confidence >= sure ? near : detectLanguage(lettersOf(`${before} ${after}`, script));
  return isLanguageTag(found.language) ? found.language : null;
}

/** The line before the cursor; on a line that has not begun, the nearest one with letters. Null if neither will do. */
function currentParagraph(before: string, after: string): string | null {
  const lines = before.split(paragraphBreak);
  const line = lines.pop() ?? '';
  if (hasLetter.test(line)) return line;
  if (!lineOpening.test(line)) return null;
  return (
    lines.findLast((candidate) => hasLetter.test(candidate)) ??
    after.split(paragraphBreak).find((candidate) => hasLetter.test(candidate)) ??
    null
  );
}

/** A sentence with fewer letters than this is too short to decide alone: it may have begun with a name. */
const tellingLetters = 12;

/** Script of the sentence at the end; null when it is a foreign one, or a foreign word ends at the cursor. */
function scriptAtEnd(paragraph: string): OwnScript | null {
  const lastCharacter = Array.from(paragraph.slice(-2)).at(-1) ?? '';
  const lastScript = scriptOfLetter(lastCharacter);
  if (lastScript !== 'Zyyy' && !isOwn(lastScript)) return null;
  const { Latn, Hans, Zzzz, ...own } = countLetters(lastSentences(paragraph));
  const best = ownScripts.reduce((leader, script) => (own[script] > own[leader] ? script : leader));
  return own[best] > 0 && own[best] >= Latn * latinWeight + Hans + Zzzz ? best : null;
}

/** The last sentence, with those before it while there are too few letters to tell. */
function lastSentences(paragraph: string): string {
  const sentences = paragraph.split(sentenceBreak);
  let text = '';
  while (sentences.length > 0 && (text.match(/\p{L}/gu)?.length ?? 0) < tellingLetters) {
    text = `${sentences.pop() ?? ''} ${text}`;
  }
  return text;
}

function isOwn(script: string): script is OwnScript {
  return (ownScripts as readonly string[]).includes(script);
}

/** The text with everything blanked that is a letter of another script. */
function lettersOf(text: string, script: OwnScript): string {
  return text.replace(/[\p{L}\p{M}]/gu, (letter) => {
    const of = scriptOfLetter(letter);
    return of === script || of === 'Zyyy' ? letter : ' ';
  });
}
