import { z } from 'zod';
import { TriMixError } from '../../engine/errors.ts';
import { detectLanguage } from '../../engine/text/detect.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import {
  isLanguageTag,
  isTranslationTag,
  language,
  languageTags,
  pivotTags,
} from '../../engine/text/languages.ts';
import { assertProcessable } from '../../engine/text/wellFormed.ts';
import type { TranslateParams, TranslateSentenceParams } from '../../protocol/messages.ts';
import { selectedSchema } from './selected.ts';

const tag = z.enum([...languageTags, ...pivotTags]);

/** What a client may send to `trimix/translate`. */
export const translateParamsSchema = selectedSchema.extend({
  from: tag.nullable(),
  to: tag,
  token: z.string().max(200),
}) satisfies z.ZodType<TranslateParams>;

const pair = z.object({ source: z.string(), target: z.string() });

/** What a client may send to `trimix/translateSentence`. */
export const translateSentenceParamsSchema = translateParamsSchema.extend({
  sentence: z.int().nonnegative(),
  attempt: z.int().positive().max(1_000_000),
  previous: z.array(pair).max(10),
}) satisfies z.ZodType<TranslateSentenceParams>;

/** Some ten pages: at the speed of a laptop that is long enough to wait for (UTF-16 units). */
export const selectionLimit = 20_000;

/** The language of a text is told by its beginning (UTF-16 units). */
export const detectionSample = 2_000;

/**
 * Checks what is to be translated before any model is loaded for it.
 *
 * @returns the source language, detected where the client left that to us
 * @throws TriMixError 'text-empty', 'selection-too-long', 'text-not-well-formed', 'text-binary', 'language-unknown',
 *   'languages-equal'
 */
export function checkTranslation({ text, from: asked, to }: TranslateParams): TranslationTag {
  if (text.trim() === '') throw new TriMixError('text-empty');
  if (text.length > selectionLimit) {
    throw new TriMixError('selection-too-long', { characters: text.length, limit: selectionLimit });
  }
  assertProcessable(text);
  const from = asked ?? detectLanguage(text.slice(0, detectionSample)).language;
  // One side has to be a language that the trio was made for.
  if (!isTranslationTag(from) || !(isLanguageTag(from) || isLanguageTag(to))) {
    throw new TriMixError('language-unknown');
  }
  // Two scripts of one language are no translation: the prompt could not even name them apart.
  if (language(from).promptName === language(to).promptName) {
    throw new TriMixError('languages-equal', { language: language(from).promptName });
  }
  return from;
}
