import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromiumStrings } from './chromiumStrings.ts';
import { declaration } from './declaration.ts';
import type { Source, SourceFolder } from './sources.ts';

/** Lines of one source; SOURCES is laid out as the functions below read it, one folder for each {@link SourceFolder}. */
export function readSource(sources: string, source: Source): readonly string[] {
  const slash = source.indexOf('/');
  const folder = source.slice(0, slash) as SourceFolder;
  return readers[folder](path.join(sources, folder), source.slice(slash + 1));
}

const readers = {
  corpus: (folder, file) => {
    const lines = linesOf(path.join(folder, file));
    return file.endsWith('.tsv') ? lines.map((line) => line.split('\t')[1] ?? '') : lines;
  },
  commonvoice: (folder, code) =>
    readdirSync(path.join(folder, code))
      .sort()
      .flatMap((file) => linesOf(path.join(folder, code, file))),
  ntrex: (folder, code) => linesOf(path.join(folder, `newstest2019-ref.${code}.txt`)),
  sib200: (folder, code) =>
    ['train', 'dev', 'test'].flatMap((part) =>
      linesOf(path.join(folder, code, `${part}.tsv`))
        .slice(1)
        .map((row) => row.split('\t')[2] ?? ''),
    ),
  leipzig: (folder, code) =>
    ['sentences', 'word-pairs'].flatMap((kind) => linesOf(path.join(folder, code, `${kind}.txt`))),
  frequency: (folder, code) => wordsByFrequency(linesOf(path.join(folder, `${code}.txt`)), code === 'sr'),
  treebank: (folder, name) => {
    const lines = readdirSync(folder)
      .filter((file) => file.startsWith(name) && file.endsWith('.conllu'))
      .sort()
      .flatMap((file) => linesOf(path.join(folder, file)))
      .flatMap((line) => (line.startsWith('# text = ') ? [line.slice('# text = '.length)] : []));
    return name.startsWith('sr') ? lines.map(serbianCyrillic) : lines;
  },
  chromium: (folder, code) =>
    chromiumStrings(path.join(folder, `${code}.pak`)).flatMap((text) =>
      /[{}<>=]|\/\//u.test(text) ? [] : text.split('\n').map((line) => line.replace(/\$\d/gu, '')),
    ),
  cldr: (folder, code) => emojiNames(path.join(folder, code, 'annotations.json')),
  openstreetmap: (folder, code) => [
    ...strings(JSON.parse(readFileSync(path.join(folder, `${code}.json`), 'utf8'))),
  ],
  gnome: (folder, code) =>
    readdirSync(path.join(folder, code, 'gnome-help'))
      .filter((file) => file.endsWith('.page'))
      .sort()
      .flatMap((file) =>
        mallardParagraphs(readFileSync(path.join(folder, code, 'gnome-help', file), 'utf8')),
      ),
  udhr: (folder, code) => declaration(folder, code, 'odd'),
  tatoeba: (folder, code) => {
    const file = readdirSync(folder).find((name) => name.endsWith(`.${code}`));
    return file === undefined ? [] : linesOf(path.join(folder, file));
  },
  handbook: (folder, code) =>
    readdirSync(path.join(folder, code))
      .filter((file) => file.endsWith('.html'))
      .sort()
      .flatMap((file) => paragraphsOf(readFileSync(path.join(folder, code, file), 'utf8'))),
} satisfies Record<SourceFolder, (folder: string, what: string) => readonly string[]>;

function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n');
}

/** Words in lines of three, the frequent ones more than once: a word's place in the list stands for how often it is used. */
function wordsByFrequency(list: readonly string[], isSerbian: boolean): readonly string[] {
  const words = list.flatMap((line) => line.split(' ')[0] ?? []).filter((word) => word !== '');
  const lines: string[] = [];
  for (const [step, upTo] of [
    [1, 300],
    [1, 2_000],
    [1, 8_000],
    [1, 50_000],
  ] as const) {
    const chosen = words.slice(0, upTo).map((word) => (isSerbian ? serbianCyrillic(word) : word));
    // Neighbours in the list are of one frequency; taken apart, a line has words of three.
    const third = Math.floor(chosen.length / 3);
    for (let at = 0; at < third; at += step)
      lines.push([chosen[at], chosen[at + third], chosen[at + 2 * third]].join(' '));
  }
  return lines;
}

const serbianLetters = new Map(
  'a а b б v в g г d д đ ђ e е ž ж z з i и j ј k к l л lj љ m м n н nj њ o о p п r р s с t т ć ћ u у f ф h х c ц č ч dž џ š ш'
    .split(' ')
    .reduce<[string, string][]>(
      (pairs, letter, at, all) => (at % 2 === 0 ? [...pairs, [letter, all[at + 1]!]] : pairs),
      [],
    ),
);

/** Serbian Latin letters have one Cyrillic letter each (three of them are two letters wide). */
function serbianCyrillic(text: string): string {
  return text.toLowerCase().replace(/lj|nj|dž|\p{L}/gu, (letter) => serbianLetters.get(letter) ?? letter);
}

function emojiNames(file: string): readonly string[] {
  const { annotations } = JSON.parse(readFileSync(file, 'utf8')) as {
    annotations: {
      annotations: Readonly<Record<string, { tts?: readonly string[]; default?: readonly string[] }>>;
    };
  };
  return Object.values(annotations.annotations).flatMap(({ tts = [], default: keywords = [] }) => [
    ...tts,
    keywords.join(', '),
  ]);
}

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* strings(part);
}

function mallardParagraphs(xml: string): readonly string[] {
  return Array.from(xml.matchAll(/<(p|title|desc)(?:\s[^>]*)?>([^]*?)<\/\1>/gu), (match) =>
    match[2]!
      .replace(/<[^>]+>|&\w+;/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim(),
  );
}

function paragraphsOf(html: string): readonly string[] {
  return Array.from(html.matchAll(/<div class="para">((?:(?!<div)[^])*?)<\/div>/gu), (match) =>
    match[1]!
      .replace(/<[^>]+>/gu, '')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replace(/\s+/gu, ' ')
      .trim(),
  );
}
