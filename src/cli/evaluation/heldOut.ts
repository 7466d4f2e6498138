import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { LanguageTag } from '../../engine/text/languages.ts';

const sentence = z.record(z.string(), z.string());
const fileSchema = z.object({
  texts: z.array(z.string()),
  pairs: z.array(sentence),
  examples: z.array(sentence),
});

/** A language of the bundled demo with text that it was not trained on. */
export interface HeldOut {
  readonly tag: LanguageTag;
  readonly texts: readonly string[];
  readonly pairs: readonly Sentences[];
  /** For prompts; held out too, since weights guided by answers a model has learnt by heart favour that model. */
  readonly examples: readonly Sentences[];
}

/** A sentence in English and in the language. */
export interface Sentences {
  readonly english: string;
  readonly own: string;
}

/**
 * The held-out text that comes with the demo (models/demo/held-out, made by its training recipe).
 *
 * @param root where models/ is
 * @returns null where the text is not there: installed extensions come without it
 */
export function readHeldOut(root: string, tag: LanguageTag): HeldOut | null {
  const file = path.join(root, 'models/demo/held-out', `${tag}.json`);
  if (!existsSync(file)) return null;
  const { texts, pairs, examples } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { tag, texts, pairs: pairs.map(sentencesOf(tag)), examples: examples.map(sentencesOf(tag)) };
}

/** Takes the two sides out of a record by the language's key. @throws Error when one is missing */
export const sentencesOf =
  (key: string) =>
  (record: Readonly<Record<string, string>>): Sentences => {
    const { en: english, [key]: own } = record;
    if (english === undefined || own === undefined) throw new Error(`An entry has no text in en or ${key}.`);
    return { english, own };
  };
