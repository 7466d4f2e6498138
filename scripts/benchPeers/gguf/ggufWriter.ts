import { open } from 'node:fs/promises';
import { assertNever } from '../../../src/engine/errors.ts';

/** A value of a GGUF file's metadata. Numbers say how wide they are. */
export type GgufValue =
  | { readonly type: 'uint32' | 'float32'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'int32s'; readonly value: readonly number[] };

/** How ggml stores the weights of a tensor. */
export type GgmlType = 'F32' | 'Q4_0' | 'Q8_0';

/** A tensor with its bytes. */
export interface GgufTensor {
  readonly name: string;
  /** As ggml counts: the length of a row first. */
  readonly shape: readonly number[];
  readonly type: GgmlType;
  /** Gives all bytes of the tensor, in pieces of any length. */
  readonly pieces: () => Iterable<Uint8Array>;
}

/** Numbers of the types in the file, bytes of a block and weights in it: ggml.h and the GGUF specification, version 3. */
export const ggmlTypes = {
  F32: { id: 0, blockBytes: 4, blockWeights: 1 },
  Q4_0: { id: 2, blockBytes: 18, blockWeights: 32 },
  Q8_0: { id: 8, blockBytes: 34, blockWeights: 32 },
} as const satisfies Record<GgmlType, unknown>;

/** Numbers of metadata types in the file. */
const valueTypes = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;

const version = 3;

/** Where nothing else is said, data begins at multiples of this. */
export const ggufAlignment = 32;

/** Bytes of a tensor. @throws Error when its rows are no whole blocks */
export function ggufBytes({ name, shape, type }: Pick<GgufTensor, 'name' | 'shape' | 'type'>): number {
  const { blockBytes, blockWeights } = ggmlTypes[type];
  if (shape[0]! % blockWeights !== 0) throw new Error(`Rows of ${name} are no whole blocks of ${type}.`);
  return (shape.reduce((product, length) => product * length, 1) / blockWeights) * blockBytes;
}

/**
 * Writes a GGUF file, the format of llama.cpp.
 *
 * @throws Error when a tensor gives another number of bytes than it should
 */
export async function writeGguf(
  path: string,
  metadata: ReadonlyMap<string, GgufValue>,
  tensors: readonly GgufTensor[],
): Promise<void> {
  const head = header(metadata, tensors);
  const file = await open(path, 'w');
  try {
    await file.writeFile(head);
    await file.writeFile(padding(head.length));
    for (const tensor of tensors) {
      let bytes = 0;
      for (const piece of tensor.pieces()) {
        bytes += piece.byteLength;
        await file.writeFile(piece);
      }
      const wanted = ggufBytes(tensor);
      if (bytes !== wanted) throw new Error(`${tensor.name} gave ${bytes} bytes instead of ${wanted}.`);
      await file.writeFile(padding(bytes));
    }
  } finally {
    await file.close();
  }
}

function header(metadata: ReadonlyMap<string, GgufValue>, tensors: readonly GgufTensor[]): Buffer {
  const parts: Buffer[] = [
    Buffer.from('GGUF'),
    uint32(version),
    uint64(tensors.length),
    uint64(metadata.size),
  ];
  for (const [key, value] of metadata) parts.push(string(key), encoded(value));
  let offset = 0;
  for (const tensor of tensors) {
    parts.push(string(tensor.name), uint32(tensor.shape.length), ...tensor.shape.map(uint64));
    parts.push(uint32(ggmlTypes[tensor.type].id), uint64(offset));
    const bytes = ggufBytes(tensor);
    offset += bytes + padding(bytes).length;
  }
  return Buffer.concat(parts);
}

function encoded(value: GgufValue): Buffer {
  switch (value.type) {
    case 'uint32':
      return Buffer.concat([uint32(valueTypes.uint32), uint32(value.value)]);
    case 'float32':
      return Buffer.concat([uint32(valueTypes.float32), float32(value.value)]);
    case 'string':
      return Buffer.concat([uint32(valueTypes.string), string(value.value)]);
    case 'strings':
      return Buffer.concat([...array(valueTypes.string, value.value.length), ...value.value.map(string)]);
    case 'int32s': {
      const numbers = Buffer.from(Int32Array.from(value.value).buffer);
      return Buffer.concat([...array(valueTypes.int32, value.value.length), numbers]);
    }
    default:
      return assertNever(value);
  }
}

function array(elementType: number, length: number): readonly Buffer[] {
  return [uint32(valueTypes.array), uint32(elementType), uint64(length)];
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

/** Zeros up to the next multiple of the alignment. */
function padding(length: number): Buffer {
  return Buffer.alloc((ggufAlignment - (length % ggufAlignment)) % ggufAlignment);
}
