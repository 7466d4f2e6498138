import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { z } from 'zod';
import { TriMixError } from '../errors.ts';
import { byteFallbackBytes, byteLevelBytes } from './byteTable.ts';
import { cutsAtLineBreaks, ParagraphEncoder } from './paragraphEncoder.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Only what decides how bytes are read; the library checks the rest when it is constructed. */
const tokenizerSchema = z.looseObject({
  model: z.looseObject({
    type: z.literal('BPE'),
    vocab: z.record(z.string(), z.int().nonnegative()),
  }),
  decoder: z.looseObject({ type: z.string() }).nullable(),
  normalizer: z.unknown(),
  pre_tokenizer: z.unknown(),
  added_tokens: z
    .array(
      z.looseObject({
        id: z.int().nonnegative(),
        content: z.string(),
        special: z.boolean(),
        lstrip: z.boolean().default(false),
      }),
    )
    .default([]),
});

const emptyBytes = new Uint8Array();
/** No published vocabulary comes near; a larger one is a damaged or hostile file. */
const largestVocabulary = 4_000_000;

/**
 * Reads `tokenizer.json` and `tokenizer_config.json` of a folder.
 *
 * @throws TriMixError `tokenizer-invalid`, `model-file-missing`
 */
export async function loadTokenizer(directory: string): Promise<Tokenizer> {
  const file = join(directory, 'tokenizer.json');
  const definition = await readJson(file);
  const config = await readJson(join(directory, 'tokenizer_config.json'));
  const parsed = tokenizerSchema.safeParse(definition);
  if (!parsed.success) {
    throw new TriMixError('tokenizer-invalid', { file, reason: z.prettifyError(parsed.error) });
  }
  let library: HuggingFace;
  try {
    library = new HuggingFace(definition as object, config as object);
  } catch (error) {
    throw new TriMixError('tokenizer-invalid', { file, reason: String(error) }, error);
  }
  return makeTokenizer(library, parsed.data, file);
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new TriMixError('model-file-missing', { file }, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TriMixError('tokenizer-invalid', { file, reason: 'it is not valid JSON' }, error);
  }
}

function makeTokenizer(
  library: HuggingFace,
  definition: z.infer<typeof tokenizerSchema>,
  file: string,
): Tokenizer {
  const entries = Object.entries(definition.model.vocab);
  const added = definition.added_tokens;
  let largestId = -1;
  for (const [, id] of entries) largestId = Math.max(largestId, id);
  for (const { id } of added) largestId = Math.max(largestId, id);
  if (largestId < 0 || largestId >= largestVocabulary) {
    throw new TriMixError('tokenizer-invalid', { file, reason: `its largest id is ${largestId}` });
  }
  const bytesOf = new Array<Uint8Array>(largestId + 1).fill(emptyBytes);
  const byteLevel = definition.decoder?.type === 'ByteLevel';
  for (const [entry, id] of entries) {
    const bytes = byteLevel ? byteLevelBytes(entry) : byteFallbackBytes(entry);
    if (bytes === null) {
      throw new TriMixError('tokenizer-invalid', { file, reason: `the entry ${id} is not byte-level` });
    }
    bytesOf[id] = bytes;
  }
  const specialIds = new Set<number>();
  const encoder = new TextEncoder();
  for (const { id, content, special } of added) {
    if (special) specialIds.add(id);
    bytesOf[id] = special ? emptyBytes : encoder.encode(content);
  }
  let sorted: Uint32Array | null = null;
  const encodeWhole = (text: string): number[] =>
    text === '' ? [] : library.encode(text, { add_special_tokens: false }).ids;
  // A token that takes the white space before it would reach over a line break.
  const isCut =
    cutsAtLineBreaks(definition.normalizer, definition.pre_tokenizer) && !added.some(({ lstrip }) => lstrip);
  const paragraphs = isCut ? new ParagraphEncoder(encodeWhole) : null;
  const encode = (text: string): number[] => paragraphs?.encode(text) ?? encodeWhole(text);
  return {
    vocabularySize: largestId + 1,
    specialIds,
    beginning: beginningOf(library, encode),
    encode,
    bytes: (id) => bytesOf[id] ?? emptyBytes,
    sortedByBytes: () => (sorted ??= sortByBytes(bytesOf)),
  };
}

/** Some text, to see what the template puts before it. */
const probe = 'a';

/** What the tokenizer's template puts before a text. What it puts behind one would end what is to be continued. */
function beginningOf(library: HuggingFace, encode: (text: string) => readonly number[]): readonly number[] {
  const templated = library.encode(probe).ids;
  const plain = encode(probe);
  const at = templated.findIndex((_, start) => plain.every((id, index) => templated[start + index] === id));
  return templated.slice(0, Math.max(at, 0));
}

function sortByBytes(bytesOf: readonly Uint8Array[]): Uint32Array {
  const ids: number[] = [];
  bytesOf.forEach((bytes, id) => {
    if (bytes.length > 0) ids.push(id);
  });
  ids.sort((a, b) => Buffer.compare(bytesOf[a]!, bytesOf[b]!) || a - b);
  return Uint32Array.from(ids);
}
