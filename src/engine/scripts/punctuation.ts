/** Arabic punctuation of Uyghur and Kazakh with its counterpart elsewhere (W3C, Arabic & Persian Layout Requirements). */
const pairs = [
  [',', '،'],
  [';', '؛'],
  ['?', '؟'],
] as const;

const intoArabic: ReadonlyMap<string, string> = new Map(pairs);
const outOfArabic: ReadonlyMap<string, string> = new Map(pairs.map(([other, arabic]) => [arabic, other]));

/** What punctuation becomes from one script to another; empty where it stays. */
export function punctuationTable(fromScript: string, toScript: string): ReadonlyMap<string, string> {
  if (toScript === 'Arab') return intoArabic;
  return fromScript === 'Arab' ? outOfArabic : new Map();
}

const mark = /[,;?،؛؟]/gu;
const lineOrLetter = /[\p{L}\p{N}\n\r\u2028\u2029]/u;

/** A mark to convert. */
export interface FoundMark {
  /** UTF-16 units in the text. */
  readonly index: number;
  readonly text: string;
}

/**
 * Marks of a stretch without words of the language that belong to the language: the word before them is of it, and
 * neither a line end, a digit nor anything foreign stands between, or directly after them.
 *
 * @param start,end the stretch; before it stands a word of the language when `afterWord`
 */
export function marksOfLanguage(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  afterWord: boolean,
  table: ReadonlyMap<string, string>,
): readonly FoundMark[] {
  if (!afterWord || table.size === 0 || start === end) return [];
  const stretch = text.slice(start, end);
  const limit = lineOrLetter.exec(stretch)?.index ?? stretch.length;
  const found: FoundMark[] = [];
  for (const match of stretch.slice(0, limit).matchAll(mark)) {
    const converted = table.get(match[0]);
    // Directly before something foreign it may be part of that: a?b=c.
    const isBeforeForeign =
      match.index + 1 === limit &&
      limit < stretch.length &&
      !/[\n\r\u2028\u2029]/u.test(stretch.charAt(limit));
    if (converted !== undefined && !isBeforeForeign)
      found.push({ index: start + match.index, text: converted });
  }
  return found;
}
