import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LanguageTag } from '../../src/engine/text/languages.ts';
import { samples } from './text/samples.ts';
import { paragraphs } from './udhr.ts';

const heldOut = z.object({
  texts: z.array(z.string()),
  pairs: z.array(z.record(z.string(), z.string())),
});

function read(tag: LanguageTag): readonly string[] {
  const path = new URL(`../../models/demo/held-out/${tag}.json`, import.meta.url);
  const { texts, pairs } = heldOut.parse(JSON.parse(readFileSync(path, 'utf8')));
  const translations = pairs.flatMap((pair) => pair[tag] ?? []);
  return [...texts, ...translations, ...paragraphs(tag), ...samples[tag]].filter(
    (text) => text.trim() !== '',
  );
}

/** All real text there is in the repository: the demo's held-out text, the Declaration of Human Rights, and the samples. */
export const realTexts = {
  bo: read('bo'),
  ug: read('ug'),
  'kk-Arab': read('kk-Arab'),
  'kk-Cyrl': read('kk-Cyrl'),
  'mn-Mong': read('mn-Mong'),
  'mn-Cyrl': read('mn-Cyrl'),
} as const satisfies Readonly<Record<LanguageTag, readonly string[]>>;
