import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { TriMixError } from '../errors.ts';
import { readTokenizerFile } from './readTokenizerFile.ts';
import { describeIssues } from '../../engine/runtime/readJson.ts';

const entry = z.string().max(10_000);

const tokenizerSchema = z.looseObject({
  model: z.looseObject({
    type: z.string(),
    vocab: z.record(entry, z.int().nonnegative()),
    /** Older files write a pair as `a b`, newer ones as a list of two. */
    merges: z.array(z.union([entry, z.tuple([entry, entry])])).default([]),
  }),
  normalizer: z.unknown().optional(),
  pre_tokenizer: z.unknown().optional(),
  added_tokens: z
    .array(z.looseObject({ id: z.int().nonnegative(), content: entry }))
    .nullish()
    .transform((tokens) => tokens ?? []),
});

type TokenizerFile = z.infer<typeof tokenizerSchema>;

/**
 * What one tokenizer.json has that the other has not, in words that follow «it has»; null when both mean the same: every
 * text becomes the same ids, and every id the same text. Bytes do not tell: a checkpoint saved anew writes its merges in
 * another form, adds fields with their default values, and may leave out added tokens that it never used. Fields that do
 * not touch ids (padding, truncation, post-processor, decoder) are not compared.
 *
 * @throws TriMixError `tokenizer-invalid`, `model-file-missing`
 */
export async function tokenizerDifference(reference: string, file: string): Promise<string | null> {
  return differenceOf(await readTokenizer(reference), await readTokenizer(file));
}

async function readTokenizer(file: string): Promise<TokenizerFile> {
  const text = (await readTokenizerFile(file)).toString('utf8');
  const invalid = (reason: string, cause?: unknown): TriMixError =>
    new TriMixError('tokenizer-invalid', { file, reason }, cause);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid('it is not valid JSON', error);
  }
  const parsed = tokenizerSchema.safeParse(json);
  if (!parsed.success) throw invalid(describeIssues(parsed.error));
  return parsed.data;
}

function differenceOf(one: TokenizerFile, other: TokenizerFile): string | null {
  if (!sameVocabulary(one.model.vocab, other.model.vocab)) return 'another vocabulary';
  if (!sameMerges(one.model.merges, other.model.merges)) return 'other merges';
  const compared = { vocab: null, merges: null };
  if (!sameMeaning({ ...one.model, ...compared }, { ...other.model, ...compared })) return 'another model';
  if (!sameMeaning(one.normalizer, other.normalizer)) return 'another normaliser';
  if (!sameMeaning(one.pre_tokenizer, other.pre_tokenizer)) return 'another pre-tokeniser';
  return addedTokensConflict(one, other) ? 'other added tokens' : null;
}

function sameVocabulary(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): boolean {
  const ids = new Map(Object.entries(one));
  const entries = Object.entries(other);
  return entries.length === ids.size && entries.every(([token, id]) => ids.get(token) === id);
}

type Merges = TokenizerFile['model']['merges'];

function sameMerges(one: Merges, other: Merges): boolean {
  const asText = (merge: Merges[number] | undefined): string | undefined =>
    typeof merge === 'object' ? merge.join(' ') : merge;
  return one.length === other.length && one.every((merge, index) => asText(merge) === asText(other[index]));
}

/** One id must not mean two tokens, nor one token have two ids; that one file knows fewer is no harm. */
function addedTokensConflict(one: TokenizerFile, other: TokenizerFile): boolean {
  const contents = new Map(one.added_tokens.map(({ id, content }) => [id, content]));
  const ids = new Map(one.added_tokens.map(({ id, content }) => [content, id]));
  return other.added_tokens.some(
    ({ id, content }) => (contents.get(id) ?? content) !== content || (ids.get(content) ?? id) !== id,
  );
}

/** Fields that move only the positions of tokens in the text. */
const withoutMeaning = new Set(['trim_offsets']);

/** Values that newer files write and older ones leave out. */
const defaults: Readonly<Record<string, unknown>> = {
  use_regex: true,
  prepend_scheme: 'always',
  split: true,
};

function sameMeaning(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plain(one), plain(other));
}

/** Drops what says nothing: null, empty texts, false where it is the default, and defaults written out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const kept = Object.entries(value).filter(([key, field]) => {
    if (withoutMeaning.has(key) || field === null || field === '') return false;
    return key in defaults ? field !== defaults[key] : field !== false;
  });
  return Object.fromEntries(kept.map(([key, field]) => [key, plain(field)]));
}
