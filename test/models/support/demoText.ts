import { Tokenizer } from '@huggingface/tokenizers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { paragraphs } from '../../engine/udhr.ts';
import { demoDirectory } from './folders.ts';

const json = (file: string): object => JSON.parse(readFileSync(join(demoDirectory, file), 'utf8')) as object;

/** Beginnings of real text in the six pairs, as tokens of the demo trio. */
export function realTokens(
  count: number,
): readonly { readonly tag: LanguageTag; readonly ids: readonly number[] }[] {
  const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  return languageTags.map((tag) => ({
    tag,
    ids: tokenizer.encode(paragraphs(tag).join('\n')).ids.slice(0, count),
  }));
}
