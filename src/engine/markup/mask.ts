/** What an expression is written as: a sign of its own and neither a letter nor a space, as `<` and `{` are to a parser. */
const sign = '\uFFFC';

/**
 * Hides stretches of a document from a parser that would take their signs for its own. Every offset stays.
 *
 * @param hidden in order and without overlaps; one that is blank leaves its line breaks and nothing else
 */
export function masked(
  text: string,
  hidden: readonly { readonly start: number; readonly end: number; readonly isBlank: boolean }[],
): string {
  let written = '';
  let at = 0;
  for (const { start, end, isBlank } of hidden) {
    written += text.slice(at, start);
    written += isBlank
      ? text.slice(start, end).replace(/[^\n\r]/gu, (found) => ' '.repeat(found.length))
      : sign.repeat(end - start);
    at = end;
  }
  return written + text.slice(at);
}
