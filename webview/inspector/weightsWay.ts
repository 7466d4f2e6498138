import type { SourceId, WeightOrigin } from '../../src/protocol/engineTypes.ts';

/** Weights that follow the document. */
export type OnlineOrigin = Extract<WeightOrigin, { kind: 'online' }>;

/** A stretch of the document over which a weight stays the same. */
export interface Stretch {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly value: number;
}

/** A model's weight along the document, from the path's first token to the document's end. */
export function stretchesOf({ path, length }: OnlineOrigin, source: SourceId): readonly Stretch[] {
  return path.map(({ token, alpha, beta }, at) => ({
    from: token,
    // The last pair is that of the token to be written, just behind the document.
    to: path[at + 1]?.token ?? length + 1,
    value: { largeIns: alpha, smallCpt: beta, smallBase: 1 - alpha - beta }[source],
  }));
}
