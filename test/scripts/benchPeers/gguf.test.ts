import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ggufBytes, writeGguf } from '../../../scripts/benchPeers/gguf/ggufWriter.ts';
import { writeMadeUpGguf } from '../../../scripts/benchPeers/gguf/madeUpGguf.ts';
import { temporaryFolder } from '../../models/support/folders.ts';
import { readGguf } from './readGguf.ts';

const shape = {
  architecture: 'qwen2',
  layers: 2,
  hiddenSize: 64,
  attentionHeads: 4,
  keyValueHeads: 2,
  headSize: 16,
  feedForwardSize: 96,
  vocabularySize: 300,
  tiedHead: true,
  contextLength: 128,
  visionParameters: 0,
} as const;

describe('a GGUF file', () => {
  it('gives back what was written, each tensor at a multiple of 32', async () => {
    const path = join(await temporaryFolder(), 'model.gguf');
    const floats = new Float32Array([1, -2, 0.5]);
    const blocks = Uint8Array.from({ length: 36 }, (_, index) => index);
    await writeGguf(
      path,
      new Map([
        ['number', { type: 'uint32', value: 7 }],
        ['fraction', { type: 'float32', value: 0.5 }],
        ['text', { type: 'string', value: 'བོད་ཡིག' }],
        ['texts', { type: 'strings', value: ['a', '', 'ئا'] }],
        ['numbers', { type: 'int32s', value: [1, -1] }],
      ]),
      [
        { name: 'f', shape: [3], type: 'F32', pieces: () => [new Uint8Array(floats.buffer)] },
        { name: 'q', shape: [32, 2], type: 'Q4_0', pieces: () => [blocks.slice(0, 5), blocks.slice(5)] },
      ],
    );
    const file = await readFile(path);
    const { metadata, tensors } = readGguf(file);
    expect(Object.fromEntries(metadata)).toEqual({
      number: 7,
      fraction: 0.5,
      text: 'བོད་ཡིག',
      texts: ['a', '', 'ئا'],
      numbers: [1, -1],
    });
    expect(tensors).toMatchObject([
      { name: 'f', shape: [3], type: 0 },
      { name: 'q', shape: [32, 2], type: 2 },
    ]);
    for (const { at } of tensors) expect(at % 32).toBe(0);
    expect(file.readFloatLE(tensors[0]!.at + 4)).toBe(-2);
    expect(file.subarray(tensors[1]!.at, tensors[1]!.at + 36)).toEqual(Buffer.from(blocks));
    expect(file.length % 32).toBe(0);
  });

  it('is not written with a tensor that is too short, or whose rows are no whole blocks', async () => {
    const path = join(await temporaryFolder(), 'model.gguf');
    const short = { name: 'f', shape: [3], type: 'F32', pieces: () => [new Uint8Array(8)] } as const;
    await expect(writeGguf(path, new Map(), [short])).rejects.toThrow('f gave 8 bytes instead of 12');
    expect(() => ggufBytes({ name: 'q', shape: [33, 2], type: 'Q8_0' })).toThrow('no whole blocks');
  });
});

describe('a made-up model for llama.cpp', () => {
  it('has the tensors of Qwen2 and weights of a usual size', async () => {
    const path = join(await temporaryFolder(), 'model.gguf');
    await writeMadeUpGguf(path, shape, 1);
    const file = await readFile(path);
    const { metadata, tensors } = readGguf(file);
    expect(metadata.get('qwen2.block_count')).toBe(2);
    const tokens = metadata.get('tokenizer.ggml.tokens') as readonly string[];
    expect(new Set(tokens).size).toBe(300);
    const named = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    // The embedding, the last norm, and 12 tensors a layer; the head is the embedding.
    expect(tensors).toHaveLength(2 + 12 * 2);
    expect(named.get('blk.1.ffn_down.weight')).toMatchObject({ shape: [96, 64], type: 2 });
    expect(named.get('token_embd.weight')).toMatchObject({ shape: [64, 300], type: 8 });
    const last = named.get('output_norm.weight')!;
    expect(file.readFloatLE(last.at + 63 * 4)).toBe(1);
    // A block's scale, in half precision, times the deviation of its levels is about 0.02.
    const bits = file.readUInt16LE(named.get('blk.0.attn_q.weight')!.at);
    const scale = 2 ** ((bits >> 10) - 15) * (1 + (bits & 1023) / 1024);
    expect(scale * (16 / Math.sqrt(12))).toBeCloseTo(0.02, 4);
  });
});
