import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tensors } from './qwen2.ts';

/** Reads all tensors of small checkpoints at once, in the plainest way, apart from the product's own reader. */
export function readTensors(directory: string): Tensors {
  const tensors = new Map<string, { shape: readonly number[]; values: Float32Array }>();
  for (const name of readdirSync(directory).filter((file) => /^model.*\.safetensors$/u.test(file))) {
    const file = readFileSync(join(directory, name));
    const start = 8 + Number(file.readBigUInt64LE(0));
    const header = JSON.parse(file.toString('utf8', 8, start)) as Record<
      string,
      { dtype: string; shape: number[]; data_offsets: [number, number] }
    >;
    for (const [tensor, { dtype, shape, data_offsets: offsets }] of Object.entries(header)) {
      if (tensor === '__metadata__') continue;
      const bytes = file.subarray(start + offsets[0], start + offsets[1]);
      const count = shape.reduce((a, b) => a * b, 1);
      const values = Float32Array.from({ length: count }, (_, i) => element(bytes, dtype, i));
      tensors.set(tensor, { shape, values });
    }
  }
  return tensors;
}

function element(bytes: Buffer, dtype: string, index: number): number {
  if (dtype === 'F32') return bytes.readFloatLE(4 * index);
  if (dtype !== 'BF16') throw new Error(`no reader for ${dtype}`);
  const widened = Buffer.alloc(4);
  widened.writeUInt16LE(bytes.readUInt16LE(2 * index), 2);
  return widened.readFloatLE(0);
}
