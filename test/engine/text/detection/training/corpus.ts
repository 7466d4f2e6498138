import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lettersOf, type WeighedScript } from '../../../../../src/engine/text/languageEvidence.ts';
import { heldOutLines } from '../heldOut.ts';
import { inLegacyLetters } from './legacyKazakh.ts';
import type { Plan } from './plans.ts';

/** A language with fewer lines than this is shown less often: its few lines would be learnt by heart. */
const fewLines = 100;
const weightOfFew = 0.5;

export interface Language {
  /** Lines as `lettersOf` gives them. */
  readonly lines: readonly (readonly number[])[];
  readonly weight: number;
}

/** What two lines have in common that say the same. */
export const keyOf = (line: string): string =>
  line
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** The class of a language: the one that names it, or the last. */
export function classOf(language: string, plan: Plan): number {
  const found = Object.values(plan.classes).findIndex(({ languages }) => languages.includes(language));
  return found === -1 ? Object.keys(plan.classes).length - 1 : found;
}

/** Text of a part of the corpus by language, without what stands in the held-out text. */
export function readPart(
  corpus: string,
  part: 'train' | 'tune',
  script: WeighedScript,
): ReadonlyMap<string, readonly string[]> {
  const heldOut = new Set(heldOutLines().map(keyOf));
  const folder = path.join(corpus, part, script);
  return new Map(
    readdirSync(folder)
      .sort()
      .map((file) => [
        path.basename(file, '.txt'),
        readFileSync(path.join(folder, file), 'utf8')
          .split('\n')
          .filter((line) => line !== '' && !heldOut.has(keyOf(line))),
      ]),
  );
}

/** The training text of each class of the plan. */
export function readClasses(
  corpus: string,
  script: WeighedScript,
  plan: Plan,
): readonly (readonly Language[])[] {
  const classes: Language[][] = Object.keys(plan.classes).map(() => []);
  for (const [language, text] of readPart(corpus, 'train', script)) {
    const lines = asWritten(text, language)
      .map((line) => lettersOf(line, script))
      .filter(({ length }) => length > 4);
    classes[classOf(language, plan)]!.push({ lines, weight: text.length < fewLines ? weightOfFew : 1 });
  }
  return classes;
}

/** Kazakh in Arabic script is written in two ways: every third line is shown in the letters of old fonts. */
function asWritten(lines: readonly string[], language: string): readonly string[] {
  return language === 'kk-Arab'
    ? lines.map((line, at) => (at % 3 === 2 ? inLegacyLetters(line) : line))
    : lines;
}
