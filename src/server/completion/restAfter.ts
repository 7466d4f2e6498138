import { isClusterBoundary } from '../../engine/text/graphemes.ts';

/** How what was typed since a generation began stands to what it has written. */
export type Rest =
  /** It is the beginning of what is written; `text` is the rest, '' where nothing more is written. */
  | { readonly kind: 'rest'; readonly text: string }
  /** It ends inside a grapheme cluster of what is written: half a letter is no place to go on from. */
  | { readonly kind: 'half-cluster' }
  /** It agrees with all that is written, and goes beyond it. */
  | { readonly kind: 'ahead' }
  | { readonly kind: 'contradicted' };

/** Compares what was typed after the beginning of a generation with what the generation has written there. */
export function restAfter(written: string, typed: string): Rest {
  if (!written.startsWith(typed)) return { kind: typed.startsWith(written) ? 'ahead' : 'contradicted' };
  return isClusterBoundary(written, typed.length)
    ? { kind: 'rest', text: written.slice(typed.length) }
    : { kind: 'half-cluster' };
}
