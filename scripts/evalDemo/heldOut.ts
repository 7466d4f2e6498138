import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readHeldOut, sentencesOf, type HeldOut, type Sentences } from '../../src/cli/evaluation/heldOut.ts';
import type { TextPair } from '../../src/cli/evaluation/scoredTexts.ts';
import type { TranslationExample } from '../../src/engine/index.ts';
import type { LanguageTag } from '../../src/engine/text/languages.ts';
import { projectRoot } from '../stage.ts';

export type { HeldOut, Sentences } from '../../src/cli/evaluation/heldOut.ts';

/** A direction's pairs of source and target. */
export function directed(
  sentences: readonly Sentences[],
  isIntoLanguage: boolean,
): readonly (TextPair & TranslationExample)[] {
  return sentences.map(({ english, own }) =>
    isIntoLanguage ? { source: english, target: own } : { source: own, target: english },
  );
}

/** The held-out text that comes with the demo. @throws Error where it is missing */
export function heldOut(tag: LanguageTag): HeldOut {
  const found = readHeldOut(projectRoot, tag);
  if (found === null) throw new Error(`There is no held-out text in ${tag}.`);
  return found;
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
        .array(z.record(z.string(), z.string()))
        .parse(JSON.parse(readFileSync(path.join(directory, file), 'utf8')))
        .map(sentencesOf(name));
    return [{ tag, texts: [], pairs: read('dev.json'), examples: read('train_1.json').slice(0, 5) }];
  });
}
