import type { GraphDescription } from '../../modelDescription.ts';

/** Whether the native runtime can run a graph: keys and values in place, and as many rows of logits as are asked for. */
export function runsNatively({ rewinding, inputs }: GraphDescription): boolean {
  return rewinding === 'mask' && inputs.numLogitsToKeep !== null;
}
