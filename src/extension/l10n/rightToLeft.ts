// VS Code lays its own windows out from left to right, whatever the words are. Isolates (UAX #9) keep a text in one
// piece that runs from right to left, and each value in it in the direction of its own first letter.

/** A text that runs from right to left, wherever it stands. */
export function rightToLeft(text: string): string {
  return `\u2067${text}\u2069`;
}

/** A value inside such a text: a name, a size, an address, or a list of texts that run from right to left themselves. */
export function ownDirection(value: string): string {
  return value.startsWith('\u2067') ? rightToLeft(value) : `\u2068${value}\u2069`;
}

/**
 * Words of the manifest: each line by itself, since VS Code makes a paragraph of each, and a button of a line that is
 * one link.
 */
export function linesRightToLeft(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\[[^\]]*\]\([^)]*\)$/.test(line) ? line : rightToLeft(line)))
    .join('\n');
}
