import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LanguageTag } from '../../src/engine/text/languages.ts';

/** A language as one writes it: a passage that stands there, and what is typed after it. */
export interface Sample {
  readonly tag: LanguageTag;
  readonly name: string;
  readonly passage: string;
  readonly typed: string;
  /** Letters of the script. */
  readonly letters: RegExp;
}

const workspace = path.join(import.meta.dirname, '..', 'fixtures', 'sample-workspace');

function passage(file: string): string {
  return readFileSync(path.join(workspace, file), 'utf8').trim();
}

/** One sample for each of the six language-script pairs. */
export const samples: readonly Sample[] = [
  {
    tag: 'bo',
    name: 'Tibetan',
    passage: passage('1 Tibetan.md'),
    typed: ' བོད་ཀྱི་སྐད་ཡིག་ནི་',
    letters: /\p{Script=Tibetan}/u,
  },
  {
    tag: 'ug',
    name: 'Uyghur',
    passage: passage('2 Uyghur.md'),
    typed: ' ئۇلار ھەر بىر ئادەم ',
    letters: /\p{Script=Arabic}/u,
  },
  {
    tag: 'kk-Arab',
    name: 'Kazakh in Arabic script',
    passage: passage('3 Kazakh, Arabic script.md'),
    typed: ' ولار بارلىق ادامدار ',
    letters: /\p{Script=Arabic}/u,
  },
  {
    tag: 'kk-Cyrl',
    name: 'Kazakh in Cyrillic',
    passage: passage('4 Kazakh, Cyrillic.md'),
    typed: ' Олар барлық адамдар ',
    letters: /\p{Script=Cyrillic}/u,
  },
  {
    tag: 'mn-Mong',
    name: 'Mongolian in traditional script',
    passage: passage('5 Mongolian, traditional script.md'),
    typed: ' ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ ',
    letters: /\p{Script=Mongolian}/u,
  },
  {
    tag: 'mn-Cyrl',
    name: 'Mongolian in Cyrillic',
    passage: passage('6 Mongolian, Cyrillic.md'),
    typed: ' Монгол улсын ',
    letters: /\p{Script=Cyrillic}/u,
  },
];

/** The sample of one pair. */
export function sample(tag: LanguageTag): Sample {
  const found = samples.find((candidate) => candidate.tag === tag);
  if (found === undefined) throw new Error(`No sample for ${tag}.`);
  return found;
}
