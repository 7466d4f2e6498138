import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { languageTags, type LanguageTag } from '../../../engine/text/languages.ts';
import { Failure } from '../../failure.ts';
import type { Io } from '../../io.ts';
import type { Manuscript } from './writer.ts';

/** UTF-16 units of a page that is written before the writer goes on, and of a note beside it. */
const sizes = { written: 1_500, other: 600 } as const;

const heldOutSchema = z.object({ texts: z.array(z.string()).min(1) });

/**
 * Real text of each language that the demo's models have not been trained on.
 *
 * @throws Failure when the program's held-out text is not there
 */
export async function manuscripts(io: Io): Promise<readonly Manuscript[]> {
  return await Promise.all(languageTags.map((language) => manuscriptIn(language, io)));
}

async function manuscriptIn(language: LanguageTag, { packageRoot }: Io): Promise<Manuscript> {
  const file = path.join(packageRoot, 'models', 'demo', 'held-out', `${language}.json`);
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Failure(`${file} cannot be read: the text to type is in it.`, error);
  });
  const { texts } = heldOutSchema.parse(JSON.parse(content));
  const other = takeUntil(texts, sizes.other);
  const written = takeUntil(texts.slice(other.count), sizes.written);
  const coming = texts.slice(other.count + written.count);
  return { language, other: other.text, written: written.text, coming: coming.join('\n') };
}

/** Whole texts, a line each, until there are so many units. */
function takeUntil(texts: readonly string[], units: number): { text: string; count: number } {
  let text = '';
  let count = 0;
  for (const next of texts) {
    if (text.length >= units) break;
    text += `${next}\n`;
    count += 1;
  }
  return { text, count };
}
