import type { TranslationTag } from '../text/languages.ts';
import { spreadBreaks, withBreaks } from './breaks.ts';
import { escapeProse, hasForeignSigns } from './escape.ts';
import type { MarkupFormat } from './format.ts';
import type { Element, Sentence, Stretch } from './sentence.ts';

/** Where a translation goes: the format of its document, and its language. */
export interface Destination {
  readonly format: MarkupFormat;
  readonly language: TranslationTag;
}

const letter = /\p{L}/u;

/** The sentence as it stands in the document. */
export function sentenceText({ stretches, elements }: Sentence): string {
  return weave(
    stretches.map(
      ({ lead, signs, prose, breaks, trail }) => lead + signs + withBreaks(prose, breaks) + trail,
    ),
    elements.map(({ text }) => text),
  );
}

/** The prose between the elements, to be translated one by one; null for a stretch without letters. */
export function runsOf({ stretches }: Sentence): readonly (string | null)[] {
  return stretches.map(({ prose }) => (letter.test(prose) ? prose : null));
}

/** The sentence with its runs translated. Elements and the white space beside them stay byte for byte. */
export function withRuns(
  { stretches, elements }: Sentence,
  translations: readonly (string | null)[],
  destination: Destination,
): string {
  return weave(
    stretches.map((stretch, index) => {
      const translated = translations[index];
      const { lead, signs, prose, trail } = stretch;
      return lead + signs + write(translated ?? prose, stretch, index === 0, destination) + trail;
    }),
    elements.map(({ text }) => text),
  );
}

/**
 * The sentence on one line with its elements in it, for a model that can be trusted to copy them. Null where that gains
 * nothing (there is one run at most), where an element does not fit on a line, or a pair of signs is not whole.
 */
export function wholeOf(sentence: Sentence): string | null {
  const { stretches, elements } = sentence;
  if (runsOf(sentence).filter((run) => run !== null).length < 2) return null;
  if (elements.some(({ text }) => /[\n\r]/u.test(text)) || !isBalanced(elements)) return null;
  const plain = stretches.map(
    ({ lead, signs, prose, trail }) => `${lead === '' ? '' : ' '}${signs}${prose}${trail === '' ? '' : ' '}`,
  );
  return weave(
    plain,
    elements.map(({ text }) => text),
  ).trim();
}

/**
 * The sentence from a translation of {@link wholeOf}; null unless every element came back exactly once and in order, and
 * nothing else that the format would read as markup.
 */
export function withWhole(sentence: Sentence, translated: string, destination: Destination): string | null {
  const { stretches, elements } = sentence;
  const found: string[] = [];
  let at = 0;
  for (const { text } of elements) {
    const next = translated.indexOf(text, at);
    if (next < 0) return null;
    found.push(translated.slice(at, next));
    at = next + text.length;
  }
  found.push(translated.slice(at));
  const source = stretches.map(({ signs, prose }) => signs + prose).join(' ');
  if (found.some((text) => hasForeignSigns(text, source, destination.format))) return null;
  const isForeign = ({ text }: Element): boolean => letter.test(text) && !source.includes(text);
  const named = elements.filter(isForeign);
  if (found.some((text) => named.some((element) => text.includes(element.text)))) return null;
  if (!found.every((text, index) => fitsSigns(sentence, text, index))) return null;
  return weave(
    found.map((text, index) => write(text, stretches[index]!, index === 0, destination)),
    elements.map(({ text }) => text),
  );
}

function isBalanced(elements: readonly Element[]): boolean {
  let depth = 0;
  for (const { kind } of elements) {
    if (kind === 'open') depth++;
    if (kind === 'close' && --depth < 0) return false;
  }
  return depth === 0;
}

/** Inside a pair of signs there is something, and no white space at the signs: «** a**» would be no emphasis. */
function fitsSigns({ stretches, elements }: Sentence, text: string, index: number): boolean {
  const opened = elements[index - 1]?.kind === 'open';
  const closes = elements[index]?.kind === 'close';
  if (opened && closes && stretches[index]!.prose !== '' && text.trim() === '') return false;
  return !(opened && /^\s/u.test(text)) && !(closes && /\s$/u.test(text));
}

function write(text: string, stretch: Stretch, begins: boolean, { format, language }: Destination): string {
  return spreadBreaks(escapeProse(text, stretch.prose, format, begins), stretch, language);
}

function weave(texts: readonly string[], between: readonly string[]): string {
  return texts.map((text, index) => text + (between[index] ?? '')).join('');
}
