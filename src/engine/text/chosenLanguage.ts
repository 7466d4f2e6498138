import type { Detection } from './detectLanguage.ts';
import { language, type LanguageTag } from './languages.ts';

/**
 * What a text is in, in a document whose language a person has chosen: the chosen language wherever the text is in its
 * script, and what was found elsewhere, so that an English quotation in a Tibetan document stays English.
 */
export function settleDetection(found: Detection, chosen: LanguageTag | null): Detection {
  if (chosen === null || language(chosen).script !== found.script) return found;
  return { language: chosen, script: found.script, confidence: 1 };
}
