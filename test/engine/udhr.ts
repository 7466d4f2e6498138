import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { graphemeClusters } from '../../src/engine/text/graphemes.ts';
import { languageTags, type LanguageTag } from '../../src/engine/text/languages.ts';

const folder = fileURLToPath(new URL('../fixtures/udhr/', import.meta.url));

/** Paragraphs of the Universal Declaration of Human Rights. */
export function paragraphs(tag: LanguageTag): readonly string[] {
  return readFileSync(`${folder}${tag}.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Beginnings of real paragraphs: `perLanguage` of them for each pair, cut at cluster boundaries. */
export function realPrefixes(
  perLanguage: number,
): readonly { readonly tag: LanguageTag; readonly prefix: string }[] {
  return languageTags.flatMap((tag) => {
    const lines = paragraphs(tag);
    return Array.from({ length: perLanguage }, (_, index) => {
      const clusters = graphemeClusters(lines[index % lines.length]!);
      // Different lengths, so that prompts end inside words, after words and after signs.
      const length = Math.min(
        clusters.length,
        12 + ((index * 17) % 60) + (index >= lines.length ? 7 * index : 0),
      );
      return { tag, prefix: clusters.slice(0, length).join('') };
    });
  });
}
