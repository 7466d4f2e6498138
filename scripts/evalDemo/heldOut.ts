import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { TranslationExample } from '../../src/engine/index.ts';
import { languageTags, type LanguageTag } from '../../src/engine/text/languages.ts';
import type { TextPair } from '../../src/cli/evaluation/scoredTexts.ts';
import { projectRoot } from '../stage.ts';

const sentence = z.record(z.string(), z.string());
const fileSchema = z.object({
  language: z.enum(languageTags),
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

/** A direction's pairs of source and target. */
export function directed(
  sentences: readonly Sentences[],
  isIntoLanguage: boolean,
): readonly (TextPair & TranslationExample)[] {
  return sentences.map(({ english, own }) =>
    isIntoLanguage ? { source: english, target: own } : { source: own, target: english },
  );
}

/** The held-out text that comes with the demo (models/demo/held-out, made by its training recipe). */
export function heldOut(tag: LanguageTag): HeldOut {
  const file = path.join(projectRoot, 'models/demo/held-out', `${tag}.json`);
  const { texts, pairs, examples } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { tag, texts, pairs: pairs.map(sentencesOf(tag)), examples: examples.map(sentencesOf(tag)) };
}

/** MiLiC-Eval's folders and the script that each is written in. */
const milicTags = { bo: 'bo', ug: 'ug', kk: 'kk-Arab', mn: 'mn-Mong' } as const satisfies Readonly<
  Record<string, LanguageTag>
>;

/** Translations of MiLiC-Eval's development split, from its folder; nothing for languages that it lacks. */
export function milic(folder: string): readonly HeldOut[] {
  const entries = Object.entries(milicTags);
  return entries.flatMap(([name, tag]) => {
    const directory = path.join(folder, 'translation_dialogue', name);
    if (!existsSync(directory)) return [];
    const read = (file: string) =>
      z
        .array(sentence)
        .parse(JSON.parse(readFileSync(path.join(directory, file), 'utf8')))
        .map(sentencesOf(name));
    return [{ tag, texts: [], pairs: read('dev.json'), examples: read('train_1.json').slice(0, 5) }];
  });
}

const sentencesOf =
  (key: string) =>
  (record: Readonly<Record<string, string>>): Sentences => {
    const { en: english, [key]: own } = record;
    if (english === undefined || own === undefined) throw new Error(`An entry has no text in en or ${key}.`);
    return { english, own };
  };
