import { findNaturalEnd } from '../../engine/text/naturalEnd.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import { isLanguageTag } from '../../engine/text/languages.ts';

/** A stretch of a selection: translated, or carried over as it is. */
export interface Passage {
  readonly kind: 'translate' | 'verbatim';
  readonly text: string;
}

/** Longer lines are cut at sentence ends: the models were made for sentences and short paragraphs (UTF-16 units). */
const passageLength = 400;

const lineBreaks = /(\r\n|[\n\r\u2028\u2029])/u;
const letter = /\p{L}/u;

/**
 * Cuts a selection into passages of a line at most, so that its lines, blank lines and indents come out as they
 * went in. Long lines are cut at the ends of sentences.
 *
 * The texts of all passages, joined, are the selection, but for a space between two sentences that the source
 * language writes without one and the target language with one.
 */
export function splitPassages(text: string, from: TranslationTag, to: TranslationTag): readonly Passage[] {
  return text
    .split(lineBreaks)
    .flatMap((part) =>
      lineBreaks.test(part) || !letter.test(part) ? [verbatim(part)] : line(part, from, to),
    )
    .filter((passage) => passage.text !== '');
}

function line(text: string, from: TranslationTag, to: TranslationTag): Passage[] {
  const body = text.trim();
  const indent = text.slice(0, text.length - text.trimStart().length);
  const trailing = text.slice(text.trimEnd().length);
  const passages: Passage[] = [verbatim(indent)];
  for (const [index, group] of groups(body, from).entries()) {
    const said = group.trimEnd();
    if (index > 0 && to !== 'zh' && !/\s$/u.test(passages.at(-1)?.text ?? '')) passages.push(verbatim(' '));
    passages.push({ kind: letter.test(said) ? 'translate' : 'verbatim', text: said });
    passages.push(verbatim(group.slice(said.length)));
  }
  passages.push(verbatim(trailing));
  return passages.filter((passage) => passage.text !== '');
}

/** Sentences, joined as long as they are short; each group keeps the space after it. */
function groups(text: string, from: TranslationTag): readonly string[] {
  if (text.length <= passageLength) return [text];
  const found: string[] = [];
  let group = '';
  for (const sentence of sentences(text, from)) {
    if (group !== '' && group.length + sentence.length > passageLength) {
      found.push(group);
      group = '';
    }
    group += sentence;
  }
  return group === '' ? found : [...found, group];
}

/** Sentences with the space after them. */
function sentences(text: string, from: TranslationTag): readonly string[] {
  if (!isLanguageTag(from)) {
    return Array.from(
      new Intl.Segmenter(from, { granularity: 'sentence' }).segment(text),
      ({ segment }) => segment,
    );
  }
  const found: string[] = [];
  let rest = text;
  while (rest !== '') {
    const end = findNaturalEnd(rest, from, 'sentence', true) ?? rest.length;
    const space = /^\s*/u.exec(rest.slice(end))?.[0].length ?? 0;
    found.push(rest.slice(0, end + space));
    rest = rest.slice(end + space);
  }
  return found;
}

function verbatim(text: string): Passage {
  return { kind: 'verbatim', text };
}
