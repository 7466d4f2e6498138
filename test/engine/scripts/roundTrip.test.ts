import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';
import { scriptPairs, type ScriptPair } from '../../../src/engine/scripts/scriptTag.ts';
import { lines } from './realText.ts';

/** Words for counting: Tibetan has syllables, and Wylie's are letters with their signs. */
const word = /[\p{L}\p{M}'+.~^-]*\p{L}[\p{L}\p{M}'+.~^-]*/gu;

/** Shares of a script's real lines and words that come back from another script, in percent. */
interface Figures {
  readonly lines: number;
  readonly exactLines: number;
  /** Lines that come back but for capitals and for other code points of the same letters. */
  readonly alikeLines: number;
  readonly words: number;
  readonly wordsBack: number;
}

function measure(pair: ScriptPair): Figures {
  const total = { lines: 0, exact: 0, alike: 0, words: 0, lostWords: 0 };
  for (const line of lines[pair.from]) {
    const { exact, losses } = convertScript(line, pair);
    const real = losses.filter(({ kind }) => kind === 'spelling' || kind === 'foreign');
    total.lines++;
    if (exact) total.exact++;
    if (real.length === 0) total.alike++;
    for (const match of line.matchAll(word)) {
      const end = match.index + match[0].length;
      total.words++;
      if (real.some(({ units }) => units.start < end && units.end > match.index)) total.lostWords++;
    }
  }
  const share = (part: number, whole: number): number => (100 * part) / whole;
  return {
    lines: total.lines,
    exactLines: share(total.exact, total.lines),
    alikeLines: share(total.alike, total.lines),
    words: total.words,
    wordsBack: share(total.words - total.lostWords, total.words),
  };
}

function row({ from, to }: ScriptPair, figures: Figures): string {
  const percent = (value: number): string => value.toFixed(1);
  return `| ${from} → ${to} | ${figures.lines} | ${percent(figures.exactLines)} | ${percent(figures.alikeLines)} | ${figures.words} | ${percent(figures.wordsBack)} |`;
}

/** No pair may fall below: lines that come back but for capitals and code points, and words that come back. */
const floors: Readonly<Record<string, readonly [alikeLines: number, words: number]>> = {
  'kk-Cyrl kk-Arab': [70, 96.5],
  'kk-Cyrl kk-Latn': [80, 98],
  'kk-Arab kk-Cyrl': [98, 99.5],
  'kk-Arab kk-Latn': [90, 99],
  'kk-Latn kk-Cyrl': [98, 99.5],
  'kk-Latn kk-Arab': [70, 96.5],
  'ug-Arab ug-Latn': [97, 99.5],
  'ug-Arab ug-Cyrl': [97, 99.5],
  'ug-Latn ug-Arab': [98, 99.5],
  'ug-Latn ug-Cyrl': [98, 99.5],
  'ug-Cyrl ug-Arab': [98, 99.5],
  'ug-Cyrl ug-Latn': [98, 99.5],
  'bo-Tibt bo-Latn': [80, 99],
  'bo-Latn bo-Tibt': [95, 99.5],
};

describe('round trips of real text', () => {
  const measured = scriptPairs.map((pair) => ({ pair, figures: measure(pair) }));

  it.each(measured)('$pair.from to $pair.to comes back', ({ pair, figures }) => {
    const [alikeLines, words] = floors[`${pair.from} ${pair.to}`]!;
    expect(figures.alikeLines).toBeGreaterThanOrEqual(alikeLines);
    expect(figures.wordsBack).toBeGreaterThanOrEqual(words);
  });

  it('prints the figures, and docs/scripts.md has them', () => {
    const table = measured.map(({ pair, figures }) => row(pair, figures));
    process.stdout.write(`${table.join('\n')}\n`);
    const documented = readFileSync(new URL('../../../docs/scripts.md', import.meta.url), 'utf8');
    for (const line of table) expect(documented).toContain(line);
  });
});
