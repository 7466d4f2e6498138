import type { TranslationExample } from '../../engine/index.ts';
import { lastUnitBoundary } from '../../engine/text/units.ts';
import type { LanguageTag, TranslationTag } from '../../engine/text/languages.ts';
import { readHeldOut } from '../evaluation/heldOut.ts';
import { passages } from './passages.ts';

/** Beginnings of texts in a language, each cut after a word in the middle: a writer's text goes on. */
export function beginnings(root: string, tag: LanguageTag, count: number): readonly string[] {
  const texts = readHeldOut(root, tag)?.texts.slice(0, count) ?? [passages[tag]];
  return texts.map((text) => {
    const half = text.slice(0, Math.ceil(text.length / 2));
    const end = lastUnitBoundary(half, tag);
    return end > 0 ? half.slice(0, end) : half;
  });
}

/** A text in a language of about so many UTF-16 units: real texts one after the other, again and again if need be. */
export function longText(root: string, tag: LanguageTag, units: number): string {
  const texts = readHeldOut(root, tag)?.texts ?? [passages[tag]];
  let text = '';
  for (let index = 0; text.length < units; index++) text += `${texts[index % texts.length]!}\n`;
  return text;
}

/** A passage to translate. */
export interface ToTranslate {
  readonly text: string;
  readonly from: TranslationTag;
  readonly to: TranslationTag;
  readonly examples: readonly TranslationExample[];
}

/** Passages to translate from English into a language; without held-out text one out of it. */
export function translations(root: string, tag: LanguageTag, count: number): readonly ToTranslate[] {
  const found = readHeldOut(root, tag);
  if (found === null) return [{ text: passages[tag], from: tag, to: 'en', examples: [] }];
  const examples = found.examples.map(({ english, own }) => ({ source: english, target: own }));
  return found.pairs.slice(0, count).map(({ english }) => ({ text: english, from: 'en', to: tag, examples }));
}
