import { clusterBoundaryAfter, graphemeClusters } from '../../engine/text/graphemes.ts';

/** Grapheme clusters that a trace's header shows of its prompt. */
const tailClusters = 200;
/** Enough UTF-16 units for them in every script. */
const tailUnits = 4_000;

/** The last part of a prompt, at most 200 grapheme clusters, never beginning inside one. */
export function promptTail(prompt: string): string {
  const start = Math.max(0, prompt.length - tailUnits);
  return graphemeClusters(prompt.slice(clusterBoundaryAfter(prompt, start)))
    .slice(-tailClusters)
    .join('');
}
