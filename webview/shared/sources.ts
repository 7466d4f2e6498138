import type { PerSource, SourceId } from '../../src/protocol/engineTypes.ts';

/** The three models of a trio, in the order in which they are shown. */
export const sourceIds = ['largeIns', 'smallCpt', 'smallBase'] as const satisfies readonly SourceId[];

/** Value of the `data-source` attribute, by which style sheets give a source its colour and pattern. */
export const sourceMark: PerSource<string> = {
  largeIns: 'large-ins',
  smallCpt: 'small-cpt',
  smallBase: 'small-base',
};
