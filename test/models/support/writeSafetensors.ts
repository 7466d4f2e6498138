import { writeFile } from 'node:fs/promises';

/** A tensor to be written as F32. */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Writes a whole safetensors file of F32 tensors. */
export async function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, NamedTensor>,
): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] };
  }
  const data = [...tensors.values()].map(({ values }) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  );
  await writeFile(path, Buffer.concat([safetensorsHeader(JSON.stringify(header)), ...data]));
}

/** The first bytes of a file: the header's length and the header itself, right or wrong. */
export function safetensorsHeader(header: string, claimedLength = Buffer.byteLength(header)): Buffer {
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(claimedLength));
  return Buffer.concat([prefix, Buffer.from(header)]);
}
