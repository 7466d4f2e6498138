import { describe, expect, it } from 'vitest';
import { convertScript, type ScriptConversion } from '../../../src/engine/scripts/convertScript.ts';
import { scriptPairs, type ScriptPair } from '../../../src/engine/scripts/scriptTag.ts';
import { graphemeClusters, isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { lines } from './realText.ts';

/** Fourteen pairs: over 100 000 cases in all. */
const casesPerPair = 7_500;
const longestFragment = 40;

/** What must come through any conversion as it is. */
const untouchable = [
  ' https://kk.wikipedia.org/wiki/Қазақ,ел?a=ب ',
  ' `сөз, ka, سۆز؟` ',
  ' <b title="ел, سۆز">',
  ' $x_1 + ел$ ',
  ' 👩‍👩‍👧‍👦🏽 ',
  ' 🇰🇿🇨🇳 ',
  ' 中文，字 ',
  ' Ελληνικά; ',
  ' ᠮᠣᠩᠭᠣᠯ\u202Fᠤᠨ\u180E ',
  ' {name} %1$s ',
  '\r\n\r\n',
  '\t',
];

/** Joiners, marks of direction, a soft hyphen and variation selectors: they show nothing and mean something. */
const invisible = [
  '\u200C',
  '\u200D',
  '\u200E',
  '\u200F',
  '\u00AD',
  '\u2060',
  '\u2067',
  '\u2069',
  '\u200B',
  '\uFEFF',
];
const anyInvisible = /\p{Cf}/gu;

/** Mulberry32: the same cases in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A fragment of real text cut at cluster boundaries, in two of three cases with something put in between clusters. */
function* cases({ from }: ScriptPair, seed: number): Generator<{ source: string; inserted: string }> {
  const random = randomNumbers(seed);
  const clusters = lines[from].map((line) => graphemeClusters(line));
  for (let index = 0; index < casesPerPair; index++) {
    const line = clusters[random(clusters.length)]!;
    const start = random(line.length);
    const fragment = line.slice(start, start + 1 + random(longestFragment));
    const kind = index % 3;
    const inserted =
      kind === 0
        ? ''
        : kind === 1
          ? untouchable[random(untouchable.length)]!
          : invisible[random(invisible.length)]!;
    fragment.splice(random(fragment.length + 1), 0, inserted);
    yield { source: fragment.join(''), inserted: kind === 1 ? inserted : '' };
  }
}

/** Puts what comes back in the place of each loss: this has to be what really comes back. */
function withLosses(source: string, losses: ScriptConversion['losses']): string {
  let text = '';
  let end = 0;
  for (const { units, back } of losses) {
    text += source.slice(end, units.start) + back;
    end = units.end;
  }
  return text + source.slice(end);
}

/** Looks at one case; the message of the first thing that is wrong. */
function flaw(source: string, inserted: string, { from, to }: ScriptPair): string | null {
  const { text, exact, losses } = convertScript(source, { from, to });
  const back = convertScript(text, { from: to, to: from }).text;
  if (exact !== (back === source)) return `exact is ${exact}, but ${JSON.stringify(back)} comes back`;
  if (exact !== (losses.length === 0)) return 'exact and losses disagree';
  if (withLosses(source, losses) !== back) return `the losses do not make ${JSON.stringify(back)}`;
  const clusters = graphemeClusters(source);
  let end = 0;
  for (const loss of losses) {
    if (loss.units.start < end) return 'losses overlap';
    end = loss.units.end;
    if (!isClusterBoundary(source, loss.units.start) || !isClusterBoundary(source, loss.units.end))
      return 'a loss splits a cluster';
    if (source.slice(loss.units.start, loss.units.end) !== loss.source) return 'a loss is not where it says';
    if (clusters.slice(loss.clusters.start, loss.clusters.end).join('') !== loss.source)
      return 'a loss counts clusters wrongly';
  }
  // Beside Tibetan the spaces around it are Tibetan spaces.
  if (!text.includes(from.startsWith('bo') ? inserted.trim() : inserted))
    return `${JSON.stringify(inserted)} was changed`;
  if ((text.match(anyInvisible) ?? []).join('') !== (source.match(anyInvisible) ?? []).join(''))
    return 'an invisible character was lost, added or moved';
  if (source === source.normalize('NFC') && text !== text.normalize('NFC')) return 'the result is not NFC';
  return null;
}

describe('properties of script conversion on real text', () => {
  it.each(scriptPairs)('$from to $to', ({ from, to }) => {
    let count = 0;
    for (const { source, inserted } of cases({ from, to }, 20_261_123)) {
      const found = flaw(source, inserted, { from, to });
      if (found !== null) expect.fail(`${JSON.stringify(source)}: ${found}`);
      count++;
    }
    expect(count).toBe(casesPerPair);
  });
});

describe('hostile rows', () => {
  // Each took its time squared in some pattern: a minute at this length.
  const rows = [
    '$a ',
    '<a ',
    '[',
    '[a',
    'ཀ ',
    '-',
    '_',
    'ka_',
    '<!--',
    'a.',
    "'",
    "k'",
    '`',
    '{',
    '\\begin{',
    'ཀ',
  ];
  const length = 30_000;

  it.each([...rows, `ཀ${' '.repeat(length)}x`])('are converted in linear time: %j', (row) => {
    const source = row.repeat(Math.ceil(length / row.length));
    const start = performance.now();
    for (const from of ['kk-Cyrl', 'ug-Latn', 'bo-Tibt', 'bo-Latn'] as const)
      for (const pair of scriptPairs.filter((each) => each.from === from)) convertScript(source, pair);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
