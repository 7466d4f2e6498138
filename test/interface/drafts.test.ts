import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alphabets } from '../../src/engine/scripts/alphabets.ts';
import { convertScript } from '../../src/engine/scripts/convertScript.ts';
import { draftLanguages, type DraftLanguage } from '../../src/protocol/interfaceLanguages.ts';
import { draftTexts, englishParts, partsOf, textCount } from './drafts.ts';

/** Letters that a draft may have besides its own: names, keys, and terms that have no accepted word. */
const terms = new Set(
  `TriMix VS Code Node hub Unicode Wylie Latin Cyrillic Translate Selection macOS
  Tab Enter Escape Esc Alt Shift Ctrl Cmd large-ins small-cpt small-base SAF-W token nat logit s perplexity
  Jensen Shannon trimix.server.nodePath α β`.split(/\s+/),
);
/** The walkthrough says in English too that it is a draft: it has no page of its own to say it on. */
const englishMark = / · draft translation\)$/;
const letters = {
  bo: /[\p{Script=Tibetan}]/u,
  ug: lettersOf('ug-Arab'),
  kk: lettersOf('kk-Cyrl'),
  'kk-Arab': lettersOf('kk-Arab'),
  // The Russian alphabet with ө and ү (law on the language and script, 2015).
  mn: /[а-яёөү]/iu,
} as const satisfies Readonly<Record<DraftLanguage, RegExp>>;

function lettersOf(tag: 'ug-Arab' | 'kk-Arab' | 'kk-Cyrl'): RegExp {
  return new RegExp(`[${[...alphabets[tag].letters].join('')}]`, 'iu');
}

/** A text without what is put into it, its links and the words that may stay as they are. */
function ownWords(text: string): string {
  return text
    .replace(englishMark, ' ')
    .replaceAll(/\{\w+\}|\(command:[^)]*\)/g, ' ')
    .replaceAll(/[\p{Script=Latin}\p{Script=Greek}][\p{Script=Latin}\p{Script=Greek}.-]*/gu, (word) =>
      terms.has(word) || terms.has(word.replace(/[.-]$/, '')) ? ' ' : word,
    );
}

describe.each(draftLanguages)('the draft %s', (tag) => {
  const all = draftTexts(tag);

  it('has letters of its own language only, and terms that are allowed', () => {
    for (const [place, text] of all) {
      const foreign = Array.from(ownWords(text)).filter(
        (sign) => /[\p{L}\p{M}]/u.test(sign) && !letters[tag].test(sign),
      );
      expect(foreign, `${place}: ${text}`).toEqual([]);
    }
  });

  it('says of itself that it is a draft', () => {
    const { pages, messages, walkthrough } = partsOf(tag);
    expect(pages).toHaveProperty(['draft', 'note']);
    expect(messages).toHaveProperty(['Draft translation: help us mend it']);
    expect(Object.entries(walkthrough).find(([key]) => key.endsWith(`.${tag}.description`))?.[1]).toMatch(
      englishMark,
    );
  });

  it('is in NFC, without stray spaces', () => {
    for (const [place, text] of all) {
      expect(text, place).toBe(text.normalize('NFC'));
      expect(text, place).toBe(text.trim() === '' ? text : text.replace(/^ +/, ''));
      expect(text, place).not.toMatch(/ {2}/);
    }
  });

  it('leaves no mark of direction open', () => {
    for (const [place, text] of all)
      expect(text, place).not.toMatch(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
  });
});

describe.each(['ug', 'kk-Arab'] as const)('the draft %s', (tag) => {
  it('has the signs of Arabic script', () => {
    for (const [place, text] of draftTexts(tag)) expect(ownWords(text), place).not.toMatch(/[,;?](?= |$)/u);
  });

  it('has arrows that point the way it is read', () => {
    for (const [place, text] of draftTexts(tag)) expect(text, place).not.toMatch(/ → /u);
  });
});

describe('the Tibetan draft', () => {
  const all = draftTexts('bo');

  it('has a tsheg between syllables, and before a shad after ང only', () => {
    for (const [place, text] of all) {
      expect(text, place).not.toMatch(/་(?![\u0F40-\u0FBC།])/u);
      expect(text, place).not.toMatch(/(?<!ང)་།/u);
      expect(text, place).not.toMatch(/ང།/u);
      // The stroke of ག stands for the shad.
      expect(text, place).not.toMatch(/ག།/u);
      expect(text, place).not.toMatch(/[.,;:!?]$/u);
    }
  });

  it('has syllables that can be written in Wylie and back', () => {
    for (const [place, text] of all) {
      for (const [words] of ownWords(text).matchAll(/[\u0F00-\u0FFF]+/gu))
        expect(convertScript(words, { from: 'bo-Tibt', to: 'bo-Latn' }).exact, `${place}: ${words}`).toBe(
          true,
        );
    }
  });
});

describe('the page for translators', () => {
  const page = readFileSync('docs/translating.md', 'utf8');
  const whole = englishParts();

  it.each(draftLanguages)('says how much of %s is there', (tag) => {
    const own = partsOf(tag);
    const counts = (['pages', 'messages', 'walkthrough'] as const).map(
      (part) => `${textCount(own[part])} of ${textCount(whole[part])}`,
    );
    const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${tag}\``)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells.slice(3, 6)).toEqual(counts);
  });

  it('names every term that stays as it is', () => {
    for (const term of terms) expect(page, term).toContain(term);
  });
});
