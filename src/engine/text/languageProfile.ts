import table from './languageProfiles.json' with { type: 'json' };

/**
 * Which language a text of one script is in, by letter pairs: for each profile the probability of a letter after
 * another, so that a text's bits under a profile are a sum over its pairs (a bigram language model).
 *
 * The table is made by `test/engine/text/buildLanguageProfiles.ts`, in quarters of a bit, from nine tenths of the
 * lines (four fifths for small sets) of: Common Voice sentences, CC0 (ug, kk, mn, en); Universal Dependencies UDT,
 * MUDT and KTB, CC BY-SA 4.0 (ug, kk); KazNERD, CC BY 4.0 (kk); a news collection, Apache-2.0 (mn); WikiText-2,
 * CC BY-SA, and the American Standard Version, public domain (en); Leipzig corpora in the lingua project, CC BY (kk,
 * mn, ar, fa, ur, ru, uk, be, bg, mk, sr and the Latin groups); Universal Declaration of Human Rights (all, and alone
 * for ps, ky, tt, tg, uz, tyv, sah, cv). kk-Arab is the Cyrillic text rewritten by rule. The table holds statistics
 * only.
 */
export type ProfiledScript = keyof typeof table.scripts;

/** Letters that say nothing of the language: joiners, tatweel, short-vowel signs, soft hyphens. */
const ignored = /[\u00AD\u0640\u200B-\u200F\u064B-\u0652\u0670]/gu;

/** One letter of the script, or the high hamza, which is common to scripts. */
const letterOf = {
  Arab: /[\p{Script=Arabic}\u0674]/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Latn: /\p{Script=Latin}/u,
} as const satisfies Record<ProfiledScript, RegExp>;

/**
 * The text as indices into the alphabet: 0 between words (runs of anything that is no letter of the script count
 * once), then the letters from 1, and the index after the last for letters outside the alphabet.
 */
export function prepare(text: string, alphabet: string, script: ProfiledScript): number[] {
  const indices = alphabetIndices(alphabet);
  const isLetter = letterOf[script];
  const symbols = [0];
  for (const character of text.normalize('NFKC').toLowerCase().replace(ignored, '')) {
    const letter =
      indices.get(character) ?? (/\p{L}/u.test(character) && isLetter.test(character) ? indices.size + 1 : 0);
    if (letter !== 0 || symbols.at(-1) !== 0) symbols.push(letter);
  }
  if (symbols.at(-1) !== 0) symbols.push(0);
  return symbols;
}

const indicesOf = new Map<string, ReadonlyMap<string, number>>();

/** The place of each letter in its alphabet, from 1. */
function alphabetIndices(alphabet: string): ReadonlyMap<string, number> {
  const known = indicesOf.get(alphabet);
  if (known !== undefined) return known;
  const indices = new Map(Array.from(alphabet, (letter, index) => [letter, index + 1]));
  indicesOf.set(alphabet, indices);
  return indices;
}

/** Bits of the text's letters under each profile of the script; the least is the likeliest. */
export function profileBits(text: string, script: ProfiledScript): ReadonlyMap<string, number> {
  const { alphabet, profiles } = table.scripts[script];
  const symbols = prepare(text, alphabet, script);
  const size = Array.from(alphabet).length + 2;
  const bits = new Map<string, number>();
  for (const [name, cells] of Object.entries(profiles)) {
    let sum = 0;
    for (let at = 1; at < symbols.length; at++)
      sum += cellSteps(cells, symbols[at - 1]! * size + symbols[at]!);
    bits.set(name, sum / table.stepsPerBit);
  }
  return bits;
}

/** Cells are characters from '0' on; '!' stands for the backslash. */
function cellSteps(cells: string, index: number): number {
  const code = cells.charCodeAt(index);
  return code === 0x21 ? 0x5c - 0x30 : code - 0x30;
}
