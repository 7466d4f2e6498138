import type { Shape } from '../../../src/models/catalogue/shape.ts';
import { ggmlTypes, writeGguf, type GgmlType, type GgufTensor, type GgufValue } from './ggufWriter.ts';
import { RandomBlocks } from './randomBlocks.ts';

/** `general.file_type` of a model whose matrices are Q4_0 (llama.cpp: LLAMA_FTYPE_MOSTLY_Q4_0). */
const mostlyQ4 = 2;

/** `tokenizer.ggml.token_type`: text, and signs that mean something to the program. */
const tokenTypes = { normal: 1, control: 3 } as const;

/**
 * Writes a Qwen2 model of a published shape with made-up weights, stored as our converter stores int4: matrices in
 * blocks of 32 with 4 bits (Q4_0), the vocabulary with 8 (Q8_0), norms and biases in full precision.
 */
export async function writeMadeUpGguf(path: string, shape: Shape, seed: number): Promise<void> {
  if (shape.architecture !== 'qwen2') throw new Error('Only Qwen2 shapes are made up.');
  await writeGguf(path, metadata(shape), [...tensors(shape, seed)]);
}

/** What llama.cpp needs to know of a Qwen2 model. */
function metadata(shape: Shape): ReadonlyMap<string, GgufValue> {
  const tokens = vocabulary(shape.vocabularySize);
  const number = (value: number): GgufValue => ({ type: 'uint32', value });
  const text = (value: string): GgufValue => ({ type: 'string', value });
  return new Map<string, GgufValue>([
    ['general.architecture', text('qwen2')],
    ['general.name', text('made up')],
    ['general.file_type', number(mostlyQ4)],
    ['general.quantization_version', number(2)],
    ['qwen2.context_length', number(shape.contextLength)],
    ['qwen2.embedding_length', number(shape.hiddenSize)],
    ['qwen2.block_count', number(shape.layers)],
    ['qwen2.feed_forward_length', number(shape.feedForwardSize)],
    ['qwen2.attention.head_count', number(shape.attentionHeads)],
    ['qwen2.attention.head_count_kv', number(shape.keyValueHeads)],
    ['qwen2.attention.layer_norm_rms_epsilon', { type: 'float32', value: 1e-6 }],
    ['qwen2.rope.freq_base', { type: 'float32', value: 1_000_000 }],
    ['tokenizer.ggml.model', text('gpt2')],
    ['tokenizer.ggml.pre', text('qwen2')],
    ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
    [
      'tokenizer.ggml.token_type',
      {
        type: 'int32s',
        value: tokens.map((_, id) => (id === tokens.length - 1 ? tokenTypes.control : tokenTypes.normal)),
      },
    ],
    ['tokenizer.ggml.merges', { type: 'strings', value: ['a b'] }],
    ['tokenizer.ggml.eos_token_id', number(tokens.length - 1)],
    ['tokenizer.ggml.padding_token_id', number(tokens.length - 1)],
  ]);
}

/** A vocabulary that a byte-level tokenizer accepts: all bytes, one merge, and names without sense. */
function vocabulary(size: number): readonly string[] {
  const known = [...byteCharacters(), 'ab'];
  return Array.from({ length: size }, (_, id) =>
    id === size - 1 ? '<|endoftext|>' : (known[id] ?? `made-up-${id}`),
  );
}

/** GPT-2's character for each byte: printable ones stand for themselves, the others follow from U+0100 on. */
function* byteCharacters(): Generator<string> {
  let shifted = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    yield String.fromCodePoint(printable ? byte : shifted++);
  }
}

function* tensors(shape: Shape, seed: number): Generator<GgufTensor> {
  const { hiddenSize: hidden, headSize, feedForwardSize: wide, vocabularySize } = shape;
  const queries = shape.attentionHeads * headSize;
  const keys = shape.keyValueHeads * headSize;
  const pools = { Q4_0: new RandomBlocks('Q4_0', seed), Q8_0: new RandomBlocks('Q8_0', seed) };
  const matrix = (
    name: string,
    inputs: number,
    outputs: number,
    type: Exclude<GgmlType, 'F32'> = 'Q4_0',
  ): GgufTensor => ({
    name: `${name}.weight`,
    shape: [inputs, outputs],
    type,
    pieces: () => pools[type].take((inputs / ggmlTypes[type].blockWeights) * outputs),
  });
  const vector = (name: string, length: number, value: number): GgufTensor => ({
    name,
    shape: [length],
    type: 'F32',
    pieces: () => [new Uint8Array(new Float32Array(length).fill(value).buffer)],
  });
  yield matrix('token_embd', hidden, vocabularySize, 'Q8_0');
  for (let layer = 0; layer < shape.layers; layer++) {
    const of = (name: string): string => `blk.${layer}.${name}`;
    yield vector(of('attn_norm.weight'), hidden, 1);
    for (const [name, outputs] of [
      ['attn_q', queries],
      ['attn_k', keys],
      ['attn_v', keys],
    ] as const) {
      yield matrix(of(name), hidden, outputs);
      yield vector(of(`${name}.bias`), outputs, 0);
    }
    yield matrix(of('attn_output'), queries, hidden);
    yield vector(of('ffn_norm.weight'), hidden, 1);
    yield matrix(of('ffn_gate'), hidden, wide);
    yield matrix(of('ffn_up'), hidden, wide);
    yield matrix(of('ffn_down'), wide, hidden);
  }
  yield vector('output_norm.weight', hidden, 1);
  if (!shape.tiedHead) yield matrix('output', hidden, vocabularySize, 'Q8_0');
}
