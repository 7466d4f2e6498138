import { smallCptLanguage } from '../../engine/index.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import type { GenerationTask } from './engineRpc.ts';

/** The language whose small-cpt writes; null where it is that of any language. */
export function taskLanguage({ kind, request }: GenerationTask): LanguageTag | null {
  return kind === 'completion' ? request.language : smallCptLanguage(request.from, request.to);
}
