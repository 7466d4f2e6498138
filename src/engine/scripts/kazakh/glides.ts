/**
 * The letter ي of the Arabic and i of the Latin alphabet stand for и and й, and with a vowel for я, ю, ё, ия, ию. What
 * stands around it decides.
 */

/** The neighbours of a glide letter. */
interface Surroundings {
  /** What the letter before it became in Cyrillic; undefined at the start. */
  readonly before: string | undefined;
  /** The next letter as the Cyrillic vowel it may be: а, о, у, another letter, or undefined at the end. */
  readonly after: string | undefined;
  /** Whether a vowel follows that next letter: у is a consonant then. */
  readonly vowelAfterNext: boolean;
}

const vowels = /[аәеёиоөуұүыіэюя]$/u;

/** What the glide letter and the letter after it become, by the rules of Cyrillic spelling. */
export function spellGlide({
  before,
  after,
  vowelAfterNext,
}: Surroundings): readonly [string, string | null] {
  // у after a vowel is the consonant w, and the glide after it is a vowel.
  const afterVowel = before === undefined || (vowels.test(before) && !before.endsWith('у'));
  if (after === 'а') return afterVowel ? ['я', ''] : ['и', 'я'];
  if (after === 'у') {
    if (before !== undefined && afterVowel && vowelAfterNext) return ['й', 'у'];
    return afterVowel ? ['ю', ''] : ['и', 'ю'];
  }
  if (after === 'о') return [afterVowel ? 'й' : 'и', 'о'];
  if (before === undefined) return ['и', null];
  return [afterVowel ? 'й' : 'и', null];
}
