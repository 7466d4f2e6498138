const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The greatest border between grapheme clusters that is not after `index` (UTF-16 units). */
export function clusterStart(text: string, index: number): number {
  if (index <= 0) return 0;
  return index >= text.length ? text.length : (clusters.segment(text).containing(index)?.index ?? 0);
}

/** The border after the cluster at `index`, or the text's end. */
export function clusterEnd(text: string, index: number): number {
  const cluster = clusters.segment(text).containing(Math.max(0, index));
  return cluster === undefined ? text.length : cluster.index + cluster.segment.length;
}
