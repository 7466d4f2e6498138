/** A stretch of a document in UTF-16 units, from `start` up to `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** One replacement in a document: `length` units from `offset` on became `text`. */
export interface Change {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/**
 * Where a range is after an edit. Changes before it move it, changes inside make it longer or shorter, changes across
 * one of its ends leave the part that is still its own. What is typed exactly at an end stays outside.
 *
 * @param changes in the order in which they apply, each in the coordinates that the earlier ones leave
 */
export function trackRange(range: TextRange, changes: readonly Change[]): TextRange {
  return changes.reduce(trackOne, range);
}

function trackOne(range: TextRange, change: Change): TextRange {
  const changeEnd = change.offset + change.length;
  const delta = change.text.length - change.length;
  if (changeEnd <= range.start) return { start: range.start + delta, end: range.end + delta };
  if (change.offset >= range.end) return range;
  const startsInside = change.offset >= range.start;
  const endsInside = changeEnd <= range.end;
  if (startsInside && endsInside) return { start: range.start, end: range.end + delta };
  if (startsInside) return { start: range.start, end: change.offset };
  if (endsInside) return { start: changeEnd + delta, end: range.end + delta };
  return { start: change.offset, end: change.offset };
}
