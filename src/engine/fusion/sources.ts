/** The three models of a trio, in the order in which they are mixed and shown. */
export const sourceIds = ['largeIns', 'smallCpt', 'smallBase'] as const;
export type SourceId = (typeof sourceIds)[number];

/** One value per source. */
export type PerSource<T> = Readonly<Record<SourceId, T>>;

/** Builds a {@link PerSource} record from a function. */
export function perSource<T>(value: (source: SourceId) => T): PerSource<T> {
  return { largeIns: value('largeIns'), smallCpt: value('smallCpt'), smallBase: value('smallBase') };
}

/** The sources that have a value, in order. */
export function sourcesWith(values: PerSource<unknown>): readonly SourceId[] {
  return sourceIds.filter((source) => values[source] !== null);
}

/** Folder names and command-line names of the sources. */
export const sourceFolder = {
  largeIns: 'large-ins',
  smallCpt: 'small-cpt',
  smallBase: 'small-base',
} as const satisfies PerSource<string>;
