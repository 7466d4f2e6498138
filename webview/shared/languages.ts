import type { LanguageTag, PivotTag, TextDirection, TranslationTag } from '../../src/protocol/engineTypes.ts';

/** What a view needs to know of a language to show its text. */
export interface LanguageFacts {
  readonly tag: TranslationTag;
  readonly direction: TextDirection;
  /** Which of the font stacks of fonts.css fits. */
  readonly script: 'tibetan' | 'arabic' | 'mongolian' | 'other';
}

const left = 'left-to-right';

const facts: Readonly<Record<TranslationTag, Omit<LanguageFacts, 'tag'>>> = {
  bo: { direction: left, script: 'tibetan' },
  ug: { direction: 'right-to-left', script: 'arabic' },
  'kk-Arab': { direction: 'right-to-left', script: 'arabic' },
  'kk-Cyrl': { direction: left, script: 'other' },
  'mn-Mong': { direction: 'vertical', script: 'mongolian' },
  'mn-Cyrl': { direction: left, script: 'other' },
  en: { direction: left, script: 'other' },
  zh: { direction: left, script: 'other' },
} satisfies Record<LanguageTag | PivotTag, Omit<LanguageFacts, 'tag'>>;

/** The facts of one language. */
export function languageFacts(tag: TranslationTag): LanguageFacts {
  return { tag, ...facts[tag] };
}

/** Narrows any string to a tag this view can set text in. */
export function isKnownTag(value: string): value is TranslationTag {
  return Object.hasOwn(facts, value);
}

/** Attributes that make the browser shape and lay out a passage of a language as its readers expect. */
export interface TextAttributes extends Readonly<Record<string, string | undefined>> {
  readonly lang: string | undefined;
  readonly dir: 'ltr' | 'rtl';
  readonly 'data-script': LanguageFacts['script'];
  readonly 'data-flow': 'horizontal' | 'vertical';
}

/** {@link TextAttributes} of a language. */
export function textAttributes(tag: TranslationTag): TextAttributes {
  const { direction, script } = facts[tag];
  return { lang: tag, dir: dirOf(direction), 'data-script': script, 'data-flow': flowOf(direction) };
}

/** {@link TextAttributes} where only the direction and a name, or perhaps a tag, is known. */
export function textAttributesOf(direction: TextDirection, nameOrTag: string): TextAttributes {
  if (isKnownTag(nameOrTag)) return textAttributes(nameOrTag);
  const script = direction === 'vertical' ? 'mongolian' : direction === 'right-to-left' ? 'arabic' : 'other';
  return { lang: undefined, dir: dirOf(direction), 'data-script': script, 'data-flow': flowOf(direction) };
}

function dirOf(direction: TextDirection): 'ltr' | 'rtl' {
  return direction === 'right-to-left' ? 'rtl' : 'ltr';
}

function flowOf(direction: TextDirection): 'horizontal' | 'vertical' {
  return direction === 'vertical' ? 'vertical' : 'horizontal';
}
