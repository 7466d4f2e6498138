/** Values for the places of a message: in order for `{0}`, `{1}`…, or one record of them for `{name}`. */
export type PlaceValues = readonly (string | number | boolean)[] | readonly [NamedValues];

type NamedValues = Readonly<Record<string, string | number>>;

/**
 * The part of `vscode.l10n` that pure code needs. It goes by the name `l10n` wherever it is passed, so that messages
 * can be collected from the sources.
 */
export interface Localiser {
  t(message: string, ...values: PlaceValues): string;
}

/** The values by what stands in their places, a number or a name. */
export function byPlace(values: PlaceValues): Readonly<Record<string, string | number | boolean>> {
  const [first] = values;
  return Object.fromEntries(Object.entries(typeof first === 'object' ? first : values));
}
