/** A stretch of a text in UTF-16 units, the end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The sign before a conversion of C's `printf`, after whole `%%`. Not after a digit: «50%d…» and «100%-dan» are
 * percentages.
 */
const percent = String.raw`(?<![\p{N}%])(?:%%)*%`;

/**
 * Flags, width, precision, length and conversion, by ISO C, with Objective-C's `%@`. Without the flag that is a space:
 * «50 % d…» is a percentage too.
 */
const conversion = String.raw`[\-+#0]{0,5}(?:\d{1,4}|\*)?(?:\.(?:\d{1,4}|\*)?)?(?:hh?|ll?|[jztL])?[diouxXeEfFgGcsp@]`;

/**
 * What is no prose, whatever the language: it must come out byte for byte. The first that matches wins. Every pattern
 * is linear in hostile text too: none scans on from each of many starts.
 */
const notProse = [
  // Front matter, only at the very start.
  String.raw`(?<![\s\S])---\r?\n[\s\S]*?\r?\n---(?=\r?\n|$)`,
  // Fenced code; an unclosed fence runs to the end, as CommonMark says.
  String.raw`(?<=^|\n)[ ]{0,3}(?<fence>${'```+'}|~~~+)[^\n]*(?:\n[\s\S]*?(?:\n[ ]{0,3}\k<fence>[^\n]*|$)|$)`,
  String.raw`(?<tick>${'`+'})(?!${'`'})[^\n]*?[^${'`'}\n]\k<tick>(?!${'`'})`,
  String.raw`\$\$[\s\S]+?\$\$`,
  // Pandoc's rule for inline mathematics, so that prices are none.
  String.raw`\$(?![\s$])[^$\n]*?(?<!\s)\$(?!\d)`,
  // Unclosed, it runs to the end, as in HTML.
  String.raw`<!--[\s\S]*?(?:-->|$)`,
  String.raw`</?[A-Za-z][^<>]*>`,
  String.raw`&(?:#\d+|#x[\dA-Fa-f]+|[A-Za-z][A-Za-z\d]*);`,
  String.raw`\\(?:begin|end|ref|eqref|pageref|label|cite\w*|input|include\w*|usepackage|documentclass)(?:\[[^\[\]\n]*\])?\{[^{}\n]*\}`,
  // Not \u0f3a, which is a character in Wylie.
  String.raw`\\(?!u[\dA-Fa-f]{4})[A-Za-z]+\*?`,
  // The destination of a Markdown link.
  String.raw`(?<=\])\([^()\n]*\)`,
  String.raw`(?<![\p{L}\p{N}])(?:[A-Za-z][A-Za-z\d+.\-]{0,30}://|www\.|mailto:)[^\s<>"«»“”]*[^\s<>"«»“”.,;:!?'’()\[\]{}*_،؛؟]`,
  String.raw`(?<![A-Za-z\d._%+\-])[A-Za-z\d._%+\-]{1,64}@[A-Za-z\d\-]+(?:\.[A-Za-z\d\-]+)+`,
  // Placeholders of message formats.
  String.raw`\$?\{\{?[^{}\n]*\}\}?`,
  // C's, gettext's and Python's. A name or a position leaves no doubt, whatever follows.
  String.raw`${percent}(?:\([\p{L}\p{N}_.]{1,64}\)|\d{1,3}\$)${conversion}`,
  String.raw`${percent}${conversion}(?![\p{Script=Latin}\p{N}])`,
].join('|');

/** All that is no prose in a text, in order. */
export function protectedRanges(text: string): readonly TextRange[] {
  return Array.from(text.matchAll(new RegExp(notProse, 'gu')), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The same stretches in order and without overlaps. */
export function mergeRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}
