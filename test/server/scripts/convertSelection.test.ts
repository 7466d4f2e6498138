import { describe, expect, it } from 'vitest';
import { scriptTargets } from '../../../src/engine/scripts/scriptTag.ts';
import { convertSelection } from '../../../src/server/scripts/convertSelection.ts';
import { likelyScripts } from '../../../src/server/scripts/likelyScripts.ts';
import { placeSelection } from '../../../src/server/translation/selected.ts';
import { templates } from '../../engine/markup/documents.ts';
import { lines } from '../../engine/scripts/realText.ts';

const place = (text: string, languageId: string) =>
  placeSelection({ text, document: { languageId, before: '', after: '' } });
const languageIds = {
  markdown: 'markdown',
  mdx: 'mdx',
  latex: 'latex',
  html: 'html',
  svelte: 'svelte',
  plain: 'plaintext',
} as const;

describe('a document that is converted', () => {
  const pairs = [
    ['bo', 'bo-Tibt'],
    ['ug', 'ug-Arab'],
    ['kk-Arab', 'kk-Arab'],
    ['kk-Cyrl', 'kk-Cyrl'],
  ] as const;
  const cases = pairs.flatMap(([language, from]) =>
    templates(language).flatMap((document) => scriptTargets(from).map((to) => ({ ...document, from, to }))),
  );

  it.each(cases)('keeps all that is no prose: $name into $to', ({ text, format, stays, from, to }) => {
    const { text: converted } = convertSelection(place(text, languageIds[format]), { from, to });
    expect(converted).not.toBe(text);
    let at = 0;
    for (const kept of stays) {
      const found = converted.indexOf(kept, at);
      expect(found, `«${kept}» after «${converted.slice(Math.max(0, at - 60), at)}»`).toBeGreaterThanOrEqual(
        0,
      );
      at = found + kept.length;
    }
  });

  it('comes back when it is said to', () => {
    const text = 'мәтін [сілтеме](тіл.md) `код`';
    const there = convertSelection(place(text, 'markdown'), { from: 'kk-Cyrl', to: 'kk-Latn' });
    expect(there.exact).toBe(true);
    const back = convertSelection(place(there.text, 'markdown'), { from: 'kk-Latn', to: 'kk-Cyrl' });
    expect(back.text).toBe(text);
  });

  it('says when a sign of the other script would be read as markup', () => {
    const wylie = (text: string) =>
      convertSelection(place(text, 'markdown'), { from: 'bo-Tibt', to: 'bo-Latn' });
    expect(wylie('*བོད*')).toMatchObject({ text: '*bod*', keepsMarkup: true, exact: true });
    expect(wylie('*༺ཀ༻*')).toMatchObject({ text: '*<ka>*', keepsMarkup: false, exact: false });
  });

  it('counts and shows what would not come back', () => {
    const lossy = convertSelection(place('Цирк', 'plaintext'), { from: 'kk-Cyrl', to: 'kk-Arab' });
    expect(lossy.exact).toBe(false);
    expect(lossy.losses.case).toBeGreaterThan(0);
  });
});

describe('the scripts that are offered', () => {
  it('begin with the one that the text is in', () => {
    for (const from of ['bo-Tibt', 'ug-Arab', 'kk-Cyrl', 'kk-Arab'] as const) {
      const text = lines[from].slice(0, 8).join('\n');
      expect(likelyScripts(text)[0], from).toEqual({ from, to: scriptTargets(from)[0] });
    }
    for (const from of ['bo-Latn', 'ug-Latn', 'ug-Cyrl', 'kk-Latn'] as const) {
      const text = lines[from].slice(0, 8).join('\n');
      expect(
        likelyScripts(text).map((pair) => pair.from),
        from,
      ).toContain(from);
    }
  });

  it('are none for other languages', () => {
    for (const text of [
      'Хүн бүр төрж мэндлэхэд эрх чөлөөтэй, адилхан нэр төртэй.',
      'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ',
      '中文',
      '123',
      'Все люди рождаются свободными и равными в своём достоинстве.',
    ])
      expect(likelyScripts(text), text).toEqual([]);
  });
});
