import { z } from 'zod';
import { TriMixError } from '../../engine/errors.ts';

/** Bytes per element of the safetensors types; those that TriMix decodes are F32, F16 and BF16. */
const elementBytes = {
  BOOL: 1, U8: 1, I8: 1, F8_E4M3: 1, F8_E5M2: 1,
  I16: 2, U16: 2, F16: 2, BF16: 2,
  I32: 4, U32: 4, F32: 4,
  F64: 8, I64: 8, U64: 8,
} as const; // prettier-ignore

export type SafetensorsType = keyof typeof elementBytes;

/** Where one tensor lies. */
export interface TensorInfo {
  readonly name: string;
  readonly type: SafetensorsType;
  readonly shape: readonly number[];
  /** Position of its first byte in the file. */
  readonly start: number;
  readonly bytes: number;
}

/** The format's own bound on the header, against allocating whatever a file asks for (100 MB, as in the reference reader). */
const largestHeader = 100_000_000;

/** Bytes before the header: its length as a little-endian 64-bit number. */
export const prefixBytes = 8;

/** Names end up in messages and in the graph: longer ones, or ones with control characters, are no names of tensors. */
export const tensorName = /^\P{Cc}{1,512}$/u;

const size = z.int().nonnegative();

const entrySchema = z.strictObject({
  dtype: z.enum(Object.keys(elementBytes) as [SafetensorsType, ...SafetensorsType[]]),
  shape: z.array(size).max(8),
  data_offsets: z.tuple([size, size]),
});

/**
 * The header's length in bytes, from the file's first eight bytes.
 *
 * @throws TriMixError `model-file-damaged` when it does not fit the file or exceeds {@link largestHeader}.
 */
export function headerLength(prefix: Uint8Array, fileBytes: number, file: string): number {
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > largestHeader) throw damaged(file, `its header claims ${length} bytes`);
  if (prefixBytes + length > fileBytes) throw damaged(file, 'it ends inside its header');
  return length;
}

/**
 * Parses and checks a header: sizes agree with shapes, and the tensors cover the rest of the file without
 * gap or overlap, as the format demands (so no byte can be read twice or hide something else).
 *
 * @param header the header's bytes, UTF-8 JSON
 * @param fileBytes length of the whole file
 * @throws TriMixError `model-file-damaged`
 */
export function parseHeader(
  header: Uint8Array,
  fileBytes: number,
  file: string,
): ReadonlyMap<string, TensorInfo> {
  const dataStart = prefixBytes + header.byteLength;
  const tensors: TensorInfo[] = [];
  for (const [name, value] of Object.entries(parseObject(header, file))) {
    if (name === '__metadata__') continue;
    if (!tensorName.test(name))
      throw damaged(file, 'the name of a tensor is empty, too long, or not made of characters');
    tensors.push(parseEntry(name, value, dataStart, file));
  }
  tensors.sort((a, b) => a.start - b.start || a.bytes - b.bytes);
  let end = dataStart;
  for (const tensor of tensors) {
    if (tensor.start < end) throw damaged(file, `the tensor ${tensor.name} overlaps another`);
    if (tensor.start > end) throw damaged(file, `there is a gap before the tensor ${tensor.name}`);
    end = tensor.start + tensor.bytes;
  }
  if (end > fileBytes) throw damaged(file, `it is cut short: ${fileBytes} bytes of ${end}`);
  if (end < fileBytes) throw damaged(file, `it is too long: ${fileBytes} bytes instead of ${end}`);
  return new Map(tensors.map((tensor) => [tensor.name, tensor]));
}

/** The first bytes of a safetensors file with one tensor and nothing else. */
export function encodeHeader({ name, type, shape, bytes }: TensorInfo): Uint8Array {
  // A map would lose a tensor that is called as a prototype is.
  const entry = JSON.stringify({ dtype: type, shape, data_offsets: [0, bytes] });
  const header = new TextEncoder().encode(`{${JSON.stringify(name)}:${entry}}`);
  const file = new Uint8Array(prefixBytes + header.byteLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.byteLength), true);
  file.set(header, prefixBytes);
  return file;
}

function parseObject(header: Uint8Array, file: string): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch (error) {
    throw damaged(file, 'its header is not JSON', error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw damaged(file, 'its header is not a JSON object');
  }
  return value;
}

function parseEntry(name: string, value: unknown, dataStart: number, file: string): TensorInfo {
  const entry = entrySchema.safeParse(value);
  if (!entry.success) throw damaged(file, `the entry of the tensor ${name} is malformed`);
  const { dtype, shape, data_offsets: offsets } = entry.data;
  const bytes = offsets[1] - offsets[0];
  const expected = shape.reduce((product, length) => product * length, elementBytes[dtype]);
  if (bytes !== expected) throw damaged(file, `the tensor ${name} has ${bytes} bytes instead of ${expected}`);
  return { name, type: dtype, shape, start: dataStart + offsets[0], bytes };
}

/** The error for a checkpoint file that is not what it should be. */
export function damaged(file: string, reason: string, cause?: unknown): TriMixError {
  return new TriMixError('model-file-damaged', { file, reason }, cause);
}
