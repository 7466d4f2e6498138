import { describe, expect, it } from 'vitest';
import { english } from '../../webview/translations/en.ts';
import { overEnglish, overIsolatedEnglish } from '../../webview/translations/overEnglish.ts';
import { russian } from '../../webview/translations/ru.ts';
import { chinese } from '../../webview/translations/zh-cn.ts';
import { texts, webviewDrafts } from '../interface/drafts.ts';

const form = /\/(one|few|many|other)$/;
const whole = { ru: russian, 'zh-cn': chinese } as const;
const all = { ...whole, ...webviewDrafts } as const;
const originals = new Map(texts(english));
const place = (path: string) => path.replace(form, '');
const originalPlaces = new Set([...originals.keys()].map(place));
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

describe.each(Object.entries(all))('the words of the webviews in %s', (tag, tree) => {
  const own = texts(tree);

  it('are words that English has', () => {
    expect(own.map(([path]) => place(path)).filter((path) => !originalPlaces.has(path))).toEqual([]);
  });

  it('keep the places for values', () => {
    for (const [path, text] of own) {
      const original = originals.get(path) ?? originals.get(path.replace(form, '/other')) ?? '';
      expect(places(text), path).toEqual(places(original));
    }
  });

  it('have the plural forms of the language, or one for all', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    const plurals = own.map(([path]) => path).filter((path) => form.test(path));
    const parents = new Set(plurals.map(place));
    expect(parents.size).toBeGreaterThan(3);
    for (const path of parents) {
      const members = plurals.filter((member) => place(member) === path);
      const names = members.map((member) => form.exec(member)?.[1] ?? '');
      expect(names, path).toContain('other');
      for (const name of names) expect([...pluralCategories, 'other'], path).toContain(name);
    }
  });
});

it.each(Object.entries(whole))('the words in %s are all there', (_, tree) => {
  const own = new Set(texts(tree).map(([path]) => place(path)));
  expect([...own].toSorted()).toEqual([...originalPlaces].toSorted());
});

describe('a draft', () => {
  it('is English where it says nothing, text by text', () => {
    const words = overEnglish({ card: { copy: 'Көшіру' }, inspector: { tokens: { other: 'токен' } } });
    expect(words.card.copy).toBe('Көшіру');
    expect(words.card.pin).toBe(english.card.pin);
    expect(words.preview).toEqual(english.preview);
    const isolated = overIsolatedEnglish({ card: { copy: 'كۆچۈرۈش' } });
    expect(isolated.card.copy).toBe('كۆچۈرۈش');
    expect(isolated.card.pin).toBe(`\u2066${english.card.pin}\u2069`);
    expect(isolated.inspector.tokens.other).toBe(`\u2066${english.inspector.tokens.other}\u2069`);
    expect(isolated.inspector.generationOption).toBe(english.inspector.generationOption);
    // Forms of two languages are not mixed.
    expect(words.inspector.tokens).toEqual({ other: 'токен' });
  });
});
