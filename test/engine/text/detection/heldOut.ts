import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Detection } from '../../../../src/engine/text/detect.ts';
import { graphemeClusters } from '../../../../src/engine/text/graphemes.ts';
import { language, languageTags, type LanguageTag } from '../../../../src/engine/text/languages.ts';
import { countLetters, type KnownScript } from '../../../../src/engine/text/letters.ts';
import { sentenceEnds } from '../../../../src/engine/text/sentences.ts';

/** A text of known language that no table was trained on. */
export interface HeldOutText {
  readonly truth: Detection['language'];
  /** What the text is in more detail: where it is from; where `truth` is «other», which language. */
  readonly variety: string;
  readonly text: string;
}

interface DemoHeldOut {
  readonly texts: readonly string[];
  readonly pairs: readonly Readonly<Record<string, string>>[];
  readonly examples: readonly Readonly<Record<string, string>>[];
}

const demoFolder = fileURLToPath(new URL('../../../../models/demo/held-out/', import.meta.url));
const fixtureFolder = fileURLToPath(new URL('../../../fixtures/detection/', import.meta.url));

/** Shorter sentences («Тийм.») are fragments, which are measured apart. In grapheme clusters. */
const leastSentence = 12;

/** Length of a fragment, in grapheme clusters. */
const fragmentClusters = 12;

/** Sentences of all rows: the six pairs, English, Chinese, Russian and none of these. */
export function heldOutSentences(): readonly HeldOutText[] {
  return [
    ...languageTags.flatMap(demoSentences),
    ...fixture('ug', 'ug, interface'),
    ...fixture('kk-Arab', 'kk-Arab, interface'),
    ...fixture('kk-Cyrl', 'kk-Cyrl, interface'),
    ...fixture('mn-Cyrl', 'mn-Cyrl, interface'),
    ...fixture('mn-Mong', 'mn-Mong, declaration'),
    ...fixture('en'),
    ...fixture('zh'),
    ...fixture('ru'),
    ...otherLanguages(),
  ].filter(({ text }) => graphemeClusters(text).length >= leastSentence);
}

/** Every line of the held-out text whole and in sentences: what training must not see. */
export function heldOutLines(): readonly string[] {
  const lines = languageTags.flatMap(demoLines);
  return [...lines, ...heldOutSentences().map(({ text }) => text)];
}

/**
 * Fragments of twelve clusters from the beginning of a word (in Tibetan: a syllable) that chance picks: one of each
 * sentence, of a long one another for each further sixty clusters, four at most. Left out are
 *
 * - a fragment without letters, or in which most letters are of a foreign script (an English name): no text of its row;
 * - a fragment that stands letter for letter in the text of another row («права на» in Russian and Bulgarian, a name):
 *   `undecidable` counts them by row.
 *
 * Everything else is taken, be it a name or a loanword that cannot be told.
 */
export function heldOutFragments(): {
  readonly fragments: readonly HeldOutText[];
  readonly undecidable: ReadonlyMap<HeldOutText['truth'], number>;
} {
  const sentences = heldOutSentences();
  const undecidable = new Map<HeldOutText['truth'], number>();
  const texts = new Map<HeldOutText['truth'], string>();
  for (const { truth, text } of sentences) texts.set(truth, `${texts.get(truth) ?? ''}\n${bare(text)}`);
  const fragments = sentences.flatMap((sentence) =>
    fragmentsOf(sentence.text)
      .filter((text) => isMostlyOf(text, scriptOf(sentence)))
      .filter((text) => {
        const isShared = [...texts].some(
          ([truth, all]) => truth !== sentence.truth && all.includes(bare(text).trimEnd()),
        );
        if (isShared) undecidable.set(sentence.truth, (undecidable.get(sentence.truth) ?? 0) + 1);
        return !isShared;
      })
      .map((text) => ({ ...sentence, text })),
  );
  return { fragments, undecidable };
}

/** Lower-case letters, a space before each word. */
function bare(text: string): string {
  return ` ${text.normalize('NFC').toLowerCase()}`.replace(/[^\p{L}\p{M}]+/gu, ' ');
}

/** The fragments of a text, the same in every run. */
export function fragmentsOf(text: string): readonly string[] {
  const clusters = graphemeClusters(text);
  const places = Math.min(4, Math.ceil(clusters.length / 60));
  const starts = clusters.flatMap((_, at) =>
    at + fragmentClusters <= clusters.length && (at === 0 || /[\s་།]$/u.test(clusters[at - 1]!)) ? [at] : [],
  );
  const chosen = Array.from({ length: places }, (_, place) => starts[placeIn(text, place, starts.length)]);
  return [...new Set(chosen)].flatMap((start) =>
    start === undefined ? [] : [clusters.slice(start, start + fragmentClusters).join('')],
  );
}

/** A place that looks chance but is the same in every run. */
function placeIn(text: string, place: number, places: number): number {
  return createHash('sha256').update(`${place} ${text}`).digest().readUInt32BE() % Math.max(1, places);
}

function scriptOf({ truth, text }: HeldOutText): KnownScript | 'Zzzz' {
  if (truth === 'ru') return 'Cyrl';
  if (truth !== 'other') return language(truth).script;
  const counts = countLetters(text);
  return (Object.keys(counts) as (keyof typeof counts)[]).reduce((best, script) =>
    counts[script] > counts[best] ? script : best,
  );
}

function isMostlyOf(text: string, script: KnownScript | 'Zzzz'): boolean {
  const counts = countLetters(text);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return all > 0 && counts[script] * 2 > all;
}

/** The demo's held-out text: set aside before the demo was trained, and kept out of the tables of detection too. */
function demoLines(tag: LanguageTag): readonly string[] {
  const { texts, pairs, examples } = JSON.parse(
    readFileSync(`${demoFolder}${tag}.json`, 'utf8'),
  ) as DemoHeldOut;
  return [...texts.flatMap((text) => text.split('\n')), ...[...pairs, ...examples].map((pair) => pair[tag]!)];
}

function demoSentences(tag: LanguageTag): readonly HeldOutText[] {
  return demoLines(tag).flatMap((line) =>
    sentencesOf(line, tag).map((text): HeldOutText => ({ truth: tag, variety: tag, text })),
  );
}

function sentencesOf(line: string, tag: LanguageTag): readonly string[] {
  let start = 0;
  return sentenceEnds(line, tag).map((end) => {
    const sentence = line.slice(start, end).trim();
    start = end;
    return sentence;
  });
}

function fixture(
  truth: Exclude<Detection['language'], 'other'>,
  variety: string = truth,
): readonly HeldOutText[] {
  return linesOf(`${truth}.txt`).map((text) => ({ truth, variety, text }));
}

function otherLanguages(): readonly HeldOutText[] {
  return linesOf('other.tsv').map((line) => {
    const [variety = '', text = ''] = line.split('\t');
    return { truth: 'other', variety, text };
  });
}

function linesOf(file: string): readonly string[] {
  return readFileSync(fixtureFolder + file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
