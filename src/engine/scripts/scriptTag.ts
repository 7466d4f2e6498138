/** The ways of writing that can be turned into each other, as BCP 47 tags; bo-Latn is Wylie (EWTS). */
export const scriptTags = [
  'kk-Cyrl',
  'kk-Arab',
  'kk-Latn',
  'ug-Arab',
  'ug-Latn',
  'ug-Cyrl',
  'bo-Tibt',
  'bo-Latn',
] as const;
export type ScriptTag = (typeof scriptTags)[number];

/** Tags of a language written letter by letter in words; Tibetan goes by syllables and by a library. */
export type AlphabetTag = Exclude<ScriptTag, 'bo-Tibt' | 'bo-Latn'>;

/** From which writing into which. Both belong to one language and differ. */
export interface ScriptPair {
  readonly from: ScriptTag;
  readonly to: ScriptTag;
}

/** Narrows any string to a tag. */
export function isScriptTag(value: string): value is ScriptTag {
  return (scriptTags as readonly string[]).includes(value);
}

/** Into what a writing can be turned: the other scripts of its language. */
export function scriptTargets(from: ScriptTag): readonly ScriptTag[] {
  return scriptTags.filter((to) => to !== from && to.slice(0, 2) === from.slice(0, 2));
}

/** Every pair there is, in both directions. */
export const scriptPairs: readonly ScriptPair[] = scriptTags.flatMap((from) =>
  scriptTargets(from).map((to) => ({ from, to })),
);
