/** Lines of a document from `start` up to `end`, both from 0; `end` is not one of them. */
export interface LineWindow {
  readonly start: number;
  readonly end: number;
}

/** UTF-16 units that the preview shows at most, unless one line alone has more: a screen holds far less. */
const mostCharacters = 20_000;

/** Lines that are shown beyond what the editor shows, at each end. */
const margin = 40;

/**
 * Which lines to show: what the editor shows and some more around it, or as much of that around the anchor as is not
 * too long.
 *
 * @param anchor the line that must be among them
 */
export function lineWindow(
  lineCount: number,
  visible: LineWindow,
  anchor: number,
  lengthOf: (line: number) => number,
): LineWindow {
  const lowest = Math.max(0, Math.min(visible.start, anchor) - margin);
  const highest = Math.min(lineCount, Math.max(visible.end, anchor + 1) + margin);
  let start = anchor;
  let end = anchor + 1;
  let left = mostCharacters - lengthOf(anchor);
  for (let grown = true; grown;) {
    grown = false;
    if (start > lowest && lengthOf(start - 1) <= left) {
      start--;
      left -= lengthOf(start);
      grown = true;
    }
    if (end < highest && lengthOf(end) <= left) {
      left -= lengthOf(end);
      end++;
      grown = true;
    }
  }
  return { start, end };
}
