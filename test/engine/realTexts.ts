import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { languageTags, type LanguageTag } from '../../src/engine/text/languages.ts';
import { samples } from './text/samples.ts';
import { paragraphs } from './udhr.ts';

const heldOut = z.object({
  texts: z.array(z.string()),
  pairs: z.array(z.record(z.string(), z.string())),
});

/** All real text there is in the repository: the demo's held-out text, the Declaration of Human Rights, and the samples. */
export const realTexts: Readonly<Record<LanguageTag, readonly string[]>> = Object.fromEntries(
  languageTags.map((tag) => {
    const path = new URL(`../../models/demo/held-out/${tag}.json`, import.meta.url);
    const { texts, pairs } = heldOut.parse(JSON.parse(readFileSync(path, 'utf8')));
    const translations = pairs.flatMap((pair) => pair[tag] ?? []);
    const all = [...texts, ...translations, ...paragraphs(tag), ...samples[tag]];
    return [tag, all.filter((text) => text.trim() !== '')];
  }),
) as Record<LanguageTag, readonly string[]>;
