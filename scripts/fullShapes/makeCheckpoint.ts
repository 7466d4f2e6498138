import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shape } from '../../src/models/catalogue/shape.ts';
import { qwen2Tensors, type PublishedTensor } from './tensorNames.ts';

/** Bytes of a bfloat16 number. */
const elementBytes = 2;

/** Shards of the published checkpoints are a little smaller than this, in bytes. */
const shardBytes = 4_000_000_000;

/** Random numbers that all tensors are cut from: enough that none repeats within a row. */
const poolElements = 2 ** 24;

/**
 * Writes a checkpoint in a published shape with made-up weights: as large, as slow and as heavy as the real one, and
 * without any sense. Same seed, same bytes.
 *
 * @param directory made where it is missing
 * @param tokenizer folder whose tokenizer the checkpoint gets; its ids are the first of the vocabulary
 */
export async function makeCheckpoint(
  directory: string,
  shape: Shape,
  tokenizer: string,
  seed: number,
): Promise<void> {
  if (shape.architecture !== 'qwen2') throw new Error('Only Qwen2 shapes are made up.');
  mkdirSync(directory, { recursive: true });
  for (const file of ['tokenizer.json', 'tokenizer_config.json'])
    copyFileSync(join(tokenizer, file), join(directory, file));
  writeJson(join(directory, 'config.json'), publishedConfiguration(shape));
  writeJson(join(directory, 'generation_config.json'), { eos_token_id: [151645, 151643] });
  const shards = intoShards([...qwen2Tensors(shape)]);
  const pool = randomPool(seed);
  const map: Record<string, string> = {};
  for (const [index, tensors] of shards.entries()) {
    const name =
      shards.length === 1
        ? 'model.safetensors'
        : `model-${fiveDigits(index + 1)}-of-${fiveDigits(shards.length)}.safetensors`;
    for (const tensor of tensors) map[tensor.name] = name;
    await writeShard(join(directory, name), tensors, pool);
  }
  if (shards.length > 1) writeJson(join(directory, 'model.safetensors.index.json'), { weight_map: map });
}

/** The config.json of a checkpoint of Qwen2 in a shape. */
export function publishedConfiguration(shape: Shape): Record<string, unknown> {
  return {
    model_type: 'qwen2',
    architectures: ['Qwen2ForCausalLM'],
    hidden_act: 'silu',
    hidden_size: shape.hiddenSize,
    intermediate_size: shape.feedForwardSize,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.attentionHeads,
    num_key_value_heads: shape.keyValueHeads,
    max_position_embeddings: shape.contextLength,
    rms_norm_eps: 1e-6,
    rope_theta: 1_000_000,
    tie_word_embeddings: shape.tiedHead,
    use_sliding_window: false,
    vocab_size: shape.vocabularySize,
    torch_dtype: 'bfloat16',
  };
}

function intoShards(tensors: readonly PublishedTensor[]): readonly (readonly PublishedTensor[])[] {
  const shards: PublishedTensor[][] = [[]];
  let bytes = 0;
  for (const tensor of tensors) {
    if (bytes + bytesOf(tensor) > shardBytes) {
      shards.push([]);
      bytes = 0;
    }
    shards.at(-1)!.push(tensor);
    bytes += bytesOf(tensor);
  }
  return shards;
}

async function writeShard(
  path: string,
  tensors: readonly PublishedTensor[],
  pool: Uint16Array<ArrayBuffer>,
): Promise<void> {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const tensor of tensors) {
    const range = [end, (end += bytesOf(tensor))];
    header[tensor.name] = { dtype: 'BF16', shape: tensor.shape, data_offsets: range };
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.byteLength));
  const file = await open(path, 'w');
  try {
    await file.writeFile(Buffer.concat([length, json]));
    // A prime step: no two tensors begin at the same number.
    let start = 0;
    for (const tensor of tensors) {
      start = (start + 1_000_003) % pool.length;
      for (const piece of piecesOf(tensor, pool, start)) await file.writeFile(piece);
    }
  } finally {
    await file.close();
  }
}

function* piecesOf(
  tensor: PublishedTensor,
  pool: Uint16Array<ArrayBuffer>,
  start: number,
): Generator<Uint8Array> {
  let left = elementsOf(tensor);
  if (tensor.name.includes('norm')) {
    yield new Uint8Array(new Uint16Array(left).fill(toBfloat16(1)).buffer);
    return;
  }
  for (let at = start; left > 0; at = 0) {
    const count = Math.min(left, pool.length - at);
    yield new Uint8Array(pool.buffer, at * elementBytes, count * elementBytes);
    left -= count;
  }
}

/** Numbers in a normal distribution with the deviation that published models begin their training with (0.02). */
function randomPool(seed: number): Uint16Array<ArrayBuffer> {
  const pool = new Uint16Array(poolElements);
  let state = seed;
  const uniform = (): number => {
    // Numerical Recipes' linear congruential generator: good enough for weights without sense.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (let index = 0; index < pool.length; index += 2) {
    const radius = 0.02 * Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    pool[index] = toBfloat16(radius * Math.cos(angle));
    pool[index + 1] = toBfloat16(radius * Math.sin(angle));
  }
  return pool;
}

const single = new Float32Array(1);
const halves = new Uint16Array(single.buffer);

/** The upper half of a float32. */
function toBfloat16(value: number): number {
  single[0] = value;
  return halves[1]!;
}

function elementsOf({ shape }: PublishedTensor): number {
  return shape.reduce((product, length) => product * length, 1);
}

function bytesOf(tensor: PublishedTensor): number {
  return elementsOf(tensor) * elementBytes;
}

function fiveDigits(value: number): string {
  return String(value).padStart(5, '0');
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
