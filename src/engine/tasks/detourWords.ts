import { language } from '../text/languages.ts';
import type { Detour } from '../trio/detour.ts';

/** What a reader must know of a text that a model of another script wrote, in plain words. */
export function detourWords({ asked, model }: Detour): string {
  return (
    `These models have not learnt ${language(asked).displayName}: the text went through ${language(model).displayName} ` +
    'and was converted by rule. Names have no capitals, and loans and names may be misspelt.'
  );
}
