import { describe, expect, it } from 'vitest';
import { english } from '../../webview/translations/en.ts';
import { russian } from '../../webview/translations/ru.ts';

/** Every text by its path; the forms of a plural are one text each. */
function texts(tree: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof tree === 'string') return [[path, tree]];
  if (typeof tree !== 'object' || tree === null) throw new Error(`No text at ${path}.`);
  return Object.entries(tree).flatMap(([key, part]) => texts(part, `${path}/${key}`));
}
const isFew = (path: string) => /\/(?:few|many)$/.test(path);
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();

describe('the Russian words of the webviews', () => {
  const own = new Map(texts(russian));
  const originals = new Map(texts(english));

  it('are all there, and no others', () => {
    expect([...own.keys()].filter((path) => !isFew(path)).toSorted()).toEqual(
      [...originals.keys()].toSorted(),
    );
  });

  it('keep the places for values', () => {
    for (const [path, text] of own)
      expect(places(text), path).toEqual(places(originals.get(path.replace(/few$|many$/, 'other')) ?? ''));
  });
});
