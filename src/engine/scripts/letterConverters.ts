import { assertNever } from '../errors.ts';
import arabicStems from './kazakh/arabicStems.json' with { type: 'json' };
import { kazakhArabicToCyrillic } from './kazakh/fromArabic.ts';
import { kazakhCyrillicToArabic, kazakhCyrillicToLatin } from './kazakh/fromCyrillic.ts';
import { kazakhLatinToCyrillic } from './kazakh/fromLatin.ts';
import latinStems from './kazakh/latinStems.json' with { type: 'json' };
import { readStems } from './kazakh/stems.ts';
import type { AlphabetTag } from './scriptTag.ts';
import { uyghurArabicToCyrillic, uyghurCyrillicToArabic } from './uyghur/cyrillic.ts';
import { uyghurArabicToLatin, uyghurLatinToArabic } from './uyghur/latin.ts';

/**
 * Converts a word given letter by letter, small and in NFC. The result has as many entries: what each letter became,
 * empty for one that went into another. Null when the word is not of the language.
 */
export type LetterConverter = (letters: readonly string[]) => readonly string[] | null;

/**
 * Made from Cyrillic text of Kazakhstan by `test/engine/scripts/buildKazakhStems.ts` (Common Voice sentences, CC0;
 * KazNERD, CC BY 4.0; Leipzig Corpora, CC BY).
 */
const stems = { arabic: readStems(arabicStems), latin: readStems(latinStems) } as const;

/**
 * The converter of a pair. One script of each language stands between the others: Cyrillic for Kazakh, which tells
 * most apart, Arabic for Uyghur.
 */
export function letterConverter(from: AlphabetTag, to: AlphabetTag): LetterConverter {
  const toHub = intoHub(from);
  const fromHub = outOfHub(to);
  return (letters) => {
    const hub = toHub(letters);
    return hub === null ? null : compose(hub, fromHub);
  };
}

const same: LetterConverter = (letters) => letters;

function intoHub(from: AlphabetTag): LetterConverter {
  switch (from) {
    case 'kk-Cyrl':
    case 'ug-Arab':
      return same;
    case 'kk-Arab':
      return (letters) => kazakhArabicToCyrillic(letters, stems.arabic);
    case 'kk-Latn':
      return (letters) => kazakhLatinToCyrillic(letters, stems.latin);
    case 'ug-Latn':
      return uyghurLatinToArabic;
    case 'ug-Cyrl':
      return uyghurCyrillicToArabic;
    default:
      return assertNever(from);
  }
}

function outOfHub(to: AlphabetTag): (letters: readonly string[]) => readonly string[] {
  switch (to) {
    case 'kk-Cyrl':
    case 'ug-Arab':
      return (letters) => letters;
    case 'kk-Arab':
      return kazakhCyrillicToArabic;
    case 'kk-Latn':
      return kazakhCyrillicToLatin;
    case 'ug-Latn':
      return uyghurArabicToLatin;
    case 'ug-Cyrl':
      return uyghurArabicToCyrillic;
    default:
      return assertNever(to);
  }
}

/** Converts what the letters became once more, and gives each letter its part of the result. */
function compose(
  parts: readonly string[],
  convert: (letters: readonly string[]) => readonly string[],
): readonly string[] {
  const converted = convert(parts.flatMap((part) => Array.from(part)));
  let index = 0;
  return parts.map((part) => {
    const { length } = Array.from(part);
    index += length;
    return converted.slice(index - length, index).join('');
  });
}
