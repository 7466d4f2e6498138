// node scripts/makeSmokeModels.ts [FOLDER]: makes the tiny models of models/smoke anew. Same bytes each time.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { convertModel, type Precision } from '../src/models/index.ts';
import { projectRoot } from './stage.ts';

/** Random numbers all the same each time: xorshift32 (Marsaglia 2003), from −1 to 1. */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state / 2 ** 31;
  }
}

interface Shape {
  readonly hidden: number;
  readonly feedForward: number;
  readonly heads: number;
  readonly headSize: number;
}

const vocabulary = 64;
const layers = 2;

const shared = {
  vocab_size: vocabulary,
  num_hidden_layers: layers,
  num_key_value_heads: 1,
  max_position_embeddings: 72,
  rms_norm_eps: 1e-6,
  tie_word_embeddings: true,
  sliding_window: 24,
  eos_token_id: 1,
};

const sizes = ({ hidden, feedForward, heads, headSize }: Shape) => ({
  hidden_size: hidden,
  intermediate_size: feedForward,
  num_attention_heads: heads,
  head_dim: headSize,
});

/** Qwen2: queries, keys and values in one product with biases, rotated by the attention; the second layer sees a window. */
const qwen2 = (shape: Shape) => ({
  model_type: 'qwen2',
  ...shared,
  ...sizes(shape),
  hidden_act: 'silu',
  use_sliding_window: true,
  max_window_layers: 1,
});

/** Gemma 3: queries and keys are normalised, the first layer sees a window. */
const gemma3 = (shape: Shape) => ({
  model_type: 'gemma3_text',
  ...shared,
  ...sizes(shape),
  sliding_window_pattern: 2,
  query_pre_attn_scalar: shape.headSize,
});

/** Attention in the head sizes of the published models and exact numbers; blocks of integers as they are installed. */
const models = {
  qwen2: {
    config: qwen2,
    shape: { hidden: 32, feedForward: 32, heads: 2, headSize: 128 },
    precision: 'fp16',
  },
  gemma3: {
    config: gemma3,
    shape: { hidden: 32, feedForward: 32, heads: 2, headSize: 256 },
    precision: 'fp16',
  },
  blocks: {
    config: qwen2,
    shape: { hidden: 128, feedForward: 128, heads: 2, headSize: 64 },
    precision: 'int4',
  },
} as const satisfies Record<
  string,
  { readonly config: (shape: Shape) => object; readonly shape: Shape; readonly precision: Precision }
>;

/** Shapes of all tensors, by name: weights as [outputs, inputs]. */
function tensorShapes(
  { hidden, feedForward, heads, headSize }: Shape,
  isGemma: boolean,
): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>([
    ['model.embed_tokens.weight', [vocabulary, hidden]],
    ['model.norm.weight', [hidden]],
  ]);
  for (let layer = 0; layer < layers; layer++) {
    const add = (name: string, ...shape: number[]) => shapes.set(`model.layers.${layer}.${name}`, shape);
    const rows = { q_proj: heads * headSize, k_proj: headSize, v_proj: headSize };
    for (const [name, count] of Object.entries(rows)) {
      add(`self_attn.${name}.weight`, count, hidden);
      if (!isGemma) add(`self_attn.${name}.bias`, count);
    }
    add('self_attn.o_proj.weight', hidden, heads * headSize);
    add('mlp.gate_proj.weight', feedForward, hidden);
    add('mlp.up_proj.weight', feedForward, hidden);
    add('mlp.down_proj.weight', hidden, feedForward);
    add('input_layernorm.weight', hidden);
    add('post_attention_layernorm.weight', hidden);
    if (!isGemma) continue;
    add('self_attn.q_norm.weight', headSize);
    add('self_attn.k_norm.weight', headSize);
    add('pre_feedforward_layernorm.weight', hidden);
    add('post_feedforward_layernorm.weight', hidden);
  }
  return shapes;
}

/** Numbers that neither grow nor fade from layer to layer; norms stay near 1. */
function tensorValues(shape: readonly number[], random: Iterator<number, never>, isGemma: boolean) {
  const count = shape.reduce((product, size) => product * size, 1);
  const isVector = shape.length === 1;
  const scale = isVector ? 0.1 : Math.sqrt(3 / shape[1]!);
  const centre = isVector && !isGemma ? 1 : 0;
  return Float32Array.from({ length: count }, () => centre + scale * random.next().value);
}

async function writeCheckpoint(
  folder: string,
  tensors: ReadonlyMap<string, readonly number[]>,
  isGemma: boolean,
) {
  const random = randomNumbers(20260418);
  const header: Record<string, unknown> = {};
  const data: Buffer[] = [];
  let end = 0;
  for (const [name, shape] of tensors) {
    const values = tensorValues(shape, random, isGemma);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] };
    data.push(Buffer.from(values.buffer));
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  await writeFile(path.join(folder, 'model.safetensors'), Buffer.concat([length, text, ...data]));
}

/** Makes the models in a folder that must not hold them yet. */
export async function makeSmokeModels(out: string): Promise<void> {
  for (const [name, { config, shape, precision }] of Object.entries(models)) {
    const source = await mkdtemp(path.join(tmpdir(), 'trimix-smoke-'));
    const isGemma = config === gemma3;
    await writeFile(path.join(source, 'config.json'), JSON.stringify(config(shape)));
    await writeCheckpoint(source, tensorShapes(shape, isGemma), isGemma);
    const fixture = path.join(projectRoot, 'test', 'fixtures', 'qwen2', 'tied', 'tokenizer.json');
    await cp(fixture, path.join(source, 'tokenizer.json'));
    await convertModel({
      source,
      out: path.join(out, name),
      precision,
      provenance: { repository: 'scripts/makeSmokeModels.ts', revision: '1', licence: 'MIT' },
    });
    await rm(source, { recursive: true });
  }
}

if (import.meta.main) {
  const out = path.resolve(process.argv[2] ?? path.join(projectRoot, 'models', 'smoke'));
  await rm(out, { recursive: true, force: true });
  await makeSmokeModels(out);
}
