/** So many tokens must stand alike before what followed them is proposed again: fewer agree by chance. */
const matchLength = 3;

/** How far back is looked: further would cost more than a run of a small model. */
const window = 4096;

/**
 * What followed the last time the text stood as it stands now: names, figures and list items come again in
 * translations and lists (prompt lookup decoding, Saxena 2023).
 *
 * @param ids the text so far
 * @param most how many tokens to propose at most
 * @returns empty when the last {@link matchLength} tokens never stood there before
 */
export function lookUpDraft(ids: readonly number[], most: number): readonly number[] {
  const end = ids.length - matchLength;
  if (most <= 0 || end <= 0) return [];
  for (let start = end - 1; start >= Math.max(0, end - window); start--) {
    if (!standsAlike(ids, start, end)) continue;
    const after = start + matchLength;
    return ids.slice(after, Math.min(after + most, ids.length));
  }
  return [];
}

function standsAlike(ids: readonly number[], start: number, end: number): boolean {
  for (let i = 0; i < matchLength; i++) if (ids[start + i] !== ids[end + i]) return false;
  return true;
}
