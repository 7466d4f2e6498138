import { Tokenizer } from '@huggingface/tokenizers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { demoDirectory } from './folders.ts';

const json = (file: string): object => JSON.parse(readFileSync(join(demoDirectory, file), 'utf8')) as object;

/** Held-out documents of a pair as tokens of the demo trio, each cut to a length and none of only a few tokens. */
export function heldOutTokens(
  tag: LanguageTag,
  count: number,
  length: number,
): readonly (readonly number[])[] {
  const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  const { texts } = json(`held-out/${tag}.json`) as { readonly texts: readonly string[] };
  return texts
    .slice(0, count)
    .map((text) => tokenizer.encode(text).ids.slice(0, length))
    .filter((ids) => ids.length >= 8);
}
