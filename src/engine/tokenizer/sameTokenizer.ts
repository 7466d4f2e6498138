import { z } from 'zod';
import { TriMixError } from '../errors.ts';

const merge = z.union([z.string(), z.tuple([z.string(), z.string()])]);

/** What decides which ids a text has: the rest of a tokenizer.json is written in many ways that mean the same. */
const definitionSchema = z.looseObject({
  model: z.looseObject({
    vocab: z.record(z.string(), z.int().nonnegative()),
    merges: z.array(merge).default([]),
  }),
  added_tokens: z.array(z.looseObject({ id: z.int().nonnegative(), content: z.string() })).default([]),
});

type Definition = z.infer<typeof definitionSchema>;

/** A tokenizer.json, with the name of the file for messages. */
export interface TokenizerDefinition {
  readonly file: string;
  readonly text: string;
}

/**
 * In what two tokenizers differ, in words; null when they give the same ids to every text. Checkpoints of one family
 * are published with files that differ in their bytes: newer libraries write merges as pairs and add fields. Tokens
 * that only one of them has been given on top are no difference: no text of the other has their ids.
 *
 * @throws TriMixError `tokenizer-invalid`
 */
export function tokenizerDifference(one: TokenizerDefinition, other: TokenizerDefinition): string | null {
  if (one.text === other.text) return null;
  const [a, b] = [read(one), read(other)];
  return vocabularyDifference(a, b) ?? mergesDifference(a, b) ?? addedDifference(a, b);
}

function read({ file, text }: TokenizerDefinition): Definition {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new TriMixError('tokenizer-invalid', { file, reason: 'it is not valid JSON' }, error);
  }
  const parsed = definitionSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new TriMixError('tokenizer-invalid', { file, reason: `it has no proper ${where}` });
}

function vocabularyDifference({ model: a }: Definition, { model: b }: Definition): string | null {
  const [ours, theirs] = [Object.keys(a.vocab).length, Object.keys(b.vocab).length];
  if (ours !== theirs) return `one vocabulary has ${ours} entries, the other ${theirs}`;
  for (const [entry, id] of Object.entries(a.vocab)) {
    if (Object.hasOwn(b.vocab, entry) && b.vocab[entry] === id) continue;
    return `the entry of the id ${id} is not the same in both`;
  }
  return null;
}

function mergesDifference({ model: a }: Definition, { model: b }: Definition): string | null {
  if (a.merges.length !== b.merges.length) {
    return `one has ${a.merges.length} merges, the other ${b.merges.length}`;
  }
  const at = a.merges.findIndex((pair, index) => spelled(pair) !== spelled(b.merges[index]!));
  return at < 0 ? null : `their merges differ at number ${at + 1}`;
}

/** A pair as older files write it. */
function spelled(pair: z.infer<typeof merge>): string {
  return typeof pair === 'string' ? pair : pair.join(' ');
}

function addedDifference(a: Definition, b: Definition): string | null {
  const theirs = new Map(b.added_tokens.map(({ id, content }) => [id, content]));
  const other = a.added_tokens.find(({ id, content }) => theirs.has(id) && theirs.get(id) !== content);
  return other === undefined ? null : `the added token ${other.id} is not the same in both`;
}
