import { classProbabilities, type WeighedScript } from './languageEvidence.ts';
import type { ScriptCode, TranslationTag } from './languages.ts';
import { countLetters } from './letters.ts';

/** What a text's language and script were found to be. */
export interface Detection {
  readonly language: TranslationTag | 'ru' | 'other';
  /** The script of most letters. */
  readonly script: ScriptCode;
  /** How sure, in [0, 1]; 0 when there are no letters. */
  readonly confidence: number;
}

/** The beginning decides; more text adds no certainty. In UTF-16 units. */
const examined = 16_000;

/**
 * Letters are weighed before scripts are compared: a Han character stands for about a word, while Latin names and
 * addresses stand in texts of all scripts.
 */
const scriptWeight = { Tibt: 1, Arab: 1, Cyrl: 1, Mong: 1, Latn: 0.5, Hans: 2, Zzzz: 1 } as const;

/**
 * Finds the language of a text: first the script that most letters belong to, then the language within the script,
 * by runs of letters and words. Other languages of Tibetan script (Dzongkha) count as Tibetan.
 */
export function detectLanguage(text: string): Detection {
  const beginning = text.slice(0, examined);
  const counts = countLetters(beginning);
  let script: keyof typeof scriptWeight = 'Zzzz';
  let total = 0;
  for (const candidate of Object.keys(scriptWeight) as (keyof typeof scriptWeight)[]) {
    const weight = counts[candidate] * scriptWeight[candidate];
    total += weight;
    if (weight > counts[script] * scriptWeight[script]) script = candidate;
  }
  if (total === 0) return { language: 'other', script: 'Zyyy', confidence: 0 };
  const share = (counts[script] * scriptWeight[script]) / total;
  switch (script) {
    case 'Tibt':
      return { language: 'bo', script, confidence: share };
    case 'Mong':
      return { language: isMongolian(beginning) ? 'mn-Mong' : 'other', script, confidence: share };
    case 'Hans':
      // Kana and hangul among Han characters: Japanese, Korean.
      return { language: counts.Zzzz > 0.1 * counts.Hans ? 'other' : 'zh', script, confidence: share };
    case 'Zzzz':
      return { language: 'other', script, confidence: share };
    case 'Arab':
    case 'Cyrl':
    case 'Latn': {
      const { language, probability } = likeliest(beginning, script);
      return { language, script, confidence: share * probability };
    }
  }
}

/** Todo, Sibe and Manchu have letters of their own in the Mongolian block, U+1843 to U+1878. */
function isMongolian(text: string): boolean {
  const letters = text.match(/[\u1820-\u1878]/gu)?.length ?? 0;
  const others = text.match(/[\u1843-\u1878]/gu)?.length ?? 0;
  return others <= letters / 4;
}

/** The languages that have an answer of their own; every other class of the table means «other». */
const answers: ReadonlySet<string> = new Set([
  'ug',
  'kk-Arab',
  'kk-Cyrl',
  'mn-Cyrl',
  'ru',
  'en',
]) satisfies ReadonlySet<Detection['language']>;

function isAnswer(name: string): name is Exclude<Detection['language'], 'other'> {
  return answers.has(name);
}

/** Within a script, this much of a text (UTF-16 units) tells its language; more would only take time. */
const weighed = 2_000;

function likeliest(
  text: string,
  script: WeighedScript,
): { language: Detection['language']; probability: number } {
  const probabilities = new Map<Detection['language'], number>();
  for (const [name, probability] of classProbabilities(beginningOf(text, script), script)) {
    const language = isAnswer(name) ? name : 'other';
    probabilities.set(language, (probabilities.get(language) ?? 0) + probability);
  }
  const [language, probability] = [...probabilities].reduce((best, candidate) =>
    candidate[1] > best[1] ? candidate : best,
  );
  return { language, probability };
}

const firstLetterOf = {
  Arab: /\p{Script=Arabic}/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Latn: /\p{Script=Latin}/u,
} as const satisfies Record<WeighedScript, RegExp>;

/** The text from its first letter of the script on: a long opening in another script must not use up the measure. */
function beginningOf(text: string, script: WeighedScript): string {
  const first = Math.max(0, text.search(firstLetterOf[script]));
  return text.slice(first, first + weighed);
}
