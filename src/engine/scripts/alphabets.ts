import { isInOldFont, oldFontLetters } from './kazakh/oldFonts.ts';
import type { AlphabetTag } from './scriptTag.ts';

/**
 * The letters of each alphabet, small and in NFC. A word with any other letter of its script is not of the language
 * and is left alone.
 *
 * Sources: Kazakh Cyrillic: the official alphabet of 1940 (42 letters). Kazakh Arabic: the Chinese standard tote jazu
 * of 1982 (GB 21669-2008), with the high hamza U+0674 and its ligatures U+0675–0678 (The Unicode Standard, 9.2); real
 * text also has U+0621. Kazakh Latin: the alphabet of 31 letters presented on 28 January 2021. Uyghur Arabic: the
 * alphabet of 1982. Uyghur Latin: DB65/T 3690-2015; é is the older form of ë. Uyghur Cyrillic: the alphabet of 1947,
 * with the letters that Russian loans bring.
 */
const letters = {
  'kk-Cyrl': 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя',
  'kk-Arab': 'اەبۆگعدجزيكقلمنڭوپرستۋۇفحھچشى\u0674\u0621\u0675\u0676\u0677\u0678',
  'kk-Latn': 'aäbdefgğhıijkqlmnñoöprsştuūüvyz',
  'ug-Arab': 'اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيئ',
  'ug-Latn': "abcdeéëfghijklmnoöpqrstuüwxyz'’",
  'ug-Cyrl': 'абвгғдеёжҗзийкқлмнңоөпрстуүфхһцчшщъыьэюяә',
} as const satisfies Record<AlphabetTag, string>;

const scripts = {
  Cyrl: /\p{Script=Cyrillic}/u,
  Arab: /\p{Script_Extensions=Arabic}/u,
  Latn: /\p{Script=Latin}/u,
} as const;

/** What can stand in a word of an alphabet. */
export interface Alphabet {
  readonly tag: AlphabetTag;
  /** Small letters in NFC. */
  readonly letters: ReadonlySet<string>;
  /** Any letter of the script, whatever the language. */
  readonly script: RegExp;
  /** Signs that are letters only between letters. */
  readonly apostrophes: ReadonlySet<string>;
  /** Letters of another alphabet that writers type in words of this one, with the small letter they mean. */
  readonly lookalikes: ReadonlyMap<string, string>;
  /** Whether a line is written with {@link lookalikes}: elsewhere they are what they look like. */
  readonly hasLookalikes: (line: string) => boolean;
}

/** Keyboards without Kazakh letters: Latin schwa, i and h in Cyrillic words, as much of the web has them. */
const latinInCyrillic: ReadonlyMap<string, string> = new Map([
  ['ə', 'ә'],
  ['i', 'і'],
  ['h', 'һ'],
]);

const noLookalikes = { lookalikes: new Map<string, string>(), hasLookalikes: () => false };
const noApostrophes: ReadonlySet<string> = new Set();

/** Letters that each alphabet is written with besides its own. */
const lookalikes: Partial<Record<AlphabetTag, Pick<Alphabet, 'lookalikes' | 'hasLookalikes'>>> = {
  'kk-Cyrl': { lookalikes: latinInCyrillic, hasLookalikes: () => true },
  'kk-Arab': { lookalikes: oldFontLetters, hasLookalikes: isInOldFont },
};

function alphabet(tag: AlphabetTag): Alphabet {
  return {
    tag,
    letters: new Set(letters[tag]),
    script: scripts[tag.slice(3) as keyof typeof scripts],
    apostrophes: tag === 'ug-Latn' ? new Set("'’") : noApostrophes,
    ...(lookalikes[tag] ?? noLookalikes),
  };
}

/** The alphabet of each tag. */
export const alphabets: Readonly<Record<AlphabetTag, Alphabet>> = {
  'kk-Cyrl': alphabet('kk-Cyrl'),
  'kk-Arab': alphabet('kk-Arab'),
  'kk-Latn': alphabet('kk-Latn'),
  'ug-Arab': alphabet('ug-Arab'),
  'ug-Latn': alphabet('ug-Latn'),
  'ug-Cyrl': alphabet('ug-Cyrl'),
};
