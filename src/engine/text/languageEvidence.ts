import table from './languageWeights.json' with { type: 'json' };

/**
 * Which language a text of one script is in, by its letters: each run of one to five letters, and each whole word,
 * speaks for or against a language with a weight that multinomial logistic regression learnt (McCullagh and Nelder,
 * «Generalized Linear Models»). Runs are found in the table by a hash («feature hashing», Weinberger et al., 2009), so
 * that the table stays small however many runs there are.
 *
 * The table is made by `test/engine/text/detection/trainLanguageWeights.ts`; `docs/detection.md` says from which text.
 * It holds statistics only.
 */
export type WeighedScript = keyof typeof table;

/** Longest run of letters that is weighed. */
const longestRun = 5;

/** What a code in the table stands for: levels around nought, one printable ASCII character each, from '0'. */
export const weightLevels = 64;
const firstCode = 0x30;
const backslash = 0x5c;

/** Letters that say nothing of the language: joiners, tatweel, short-vowel signs, soft hyphens. */
const ignored = /[\u00AD\u0640\u200B-\u200F\u064B-\u0652\u0670]/gu;

/** One letter of the script, or the high hamza, which is common to scripts. */
const letterOf = {
  Arab: /[\p{Script=Arabic}\u0674]/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Latn: /\p{Script=Latin}/u,
} as const satisfies Record<WeighedScript, RegExp>;

const gap = 0x20;

/**
 * Lower-case letters of the script as code points; whatever stands between them is one space. A space comes first and
 * none last unless the text has one: a word that stands at a cursor may not be ended.
 */
export function lettersOf(text: string, script: WeighedScript): number[] {
  const isLetter = letterOf[script];
  const letters = [gap];
  for (const character of text.normalize('NFKC').toLowerCase().replace(ignored, '')) {
    if (/\p{L}/u.test(character) && isLetter.test(character)) letters.push(character.codePointAt(0)!);
    else if (letters.at(-1) !== gap) letters.push(gap);
  }
  return letters;
}

/** Whether a letter of {@link lettersOf} is the space between words. Only training asks: it cuts fragments of text. */
export const isGap = (letter: number | undefined): boolean => letter === gap;

/** One step of a multiplicative hash (FNV-1a's, with a mixing step for its weak upper bits). */
function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x01000193) >>> 0;
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
}

const rowOf = (hash: number, rows: number): number => ((hash ^ (hash >>> 13)) >>> 0) % rows;

/** Rows of a table with `rows` rows that runs of letters and whole words fall on, one for each occurrence. */
export function rowsOf(letters: readonly number[], rows: number): number[] {
  const found: number[] = [];
  for (let start = 0; start < letters.length; start++) {
    let hash = 0x811c9dc5;
    for (let at = start; at < Math.min(letters.length, start + longestRun); at++) {
      hash = mix(hash, letters[at]!);
      if (at > start || letters[at] !== gap) found.push(rowOf(hash, rows));
    }
    if (letters[start] !== gap || start + 1 === letters.length) continue;
    let word = 7;
    let at = start + 1;
    for (; at < letters.length && letters[at] !== gap; at++) word = mix(word, letters[at]!);
    if (at < letters.length) found.push(rowOf(word, rows));
  }
  return found;
}

/**
 * Code of a weight; `level` is from 0 to {@link weightLevels} − 1. Only training writes codes: it stands here beside
 * {@link levelAt}, which reads them.
 */
export function weightCode(level: number): string {
  // JSON would write a backslash as two characters; '!' stands for it.
  return firstCode + level === backslash ? '!' : String.fromCharCode(firstCode + level);
}

/** Level of a row's code. */
export function levelAt(weights: string, row: number): number {
  const code = weights.charCodeAt(row);
  return code === 0x21 ? backslash - firstCode : code - firstCode;
}

/**
 * How likely each class of the script's table is, given the text: probabilities that sum to 1. A class is a language
 * tag, or «other» with a number: a group of languages that are none of the product's.
 */
export function classProbabilities(text: string, script: WeighedScript): ReadonlyMap<string, number> {
  const { rows, step, classes } = table[script];
  const found = rowsOf(lettersOf(text, script), rows);
  const scores = classes.map(({ bias, weights }) => {
    let levels = 0;
    if (weights !== '') for (const row of found) levels += levelAt(weights, row) - weightLevels / 2;
    return bias + levels * step;
  });
  const greatest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - greatest));
  const mass = powers.reduce((sum, power) => sum + power, 0);
  return new Map(classes.map(({ name }, at) => [name, powers[at]! / mass]));
}
