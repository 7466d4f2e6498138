import { bfloatToFloat, halfToFloat } from '../../engine/runtime/half.ts';
import type { SafetensorsType } from './header.ts';

/** Floating-point numbers as a safetensors file has them. */
export interface RawFloats {
  readonly type: FloatType;
  /** Bytes that are nobody else's, from the beginning of their buffer on. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The types that weights may have. */
export type FloatType = 'F32' | 'F16' | 'BF16';

/** Bytes of one number. */
export const floatBytes = { F32: 4, F16: 2, BF16: 2 } as const satisfies Record<FloatType, number>;

export function isFloatType(type: SafetensorsType): type is FloatType {
  return type in floatBytes;
}

const decoders: Readonly<Record<FloatType, (buffer: ArrayBuffer) => Float32Array<ArrayBuffer>>> = {
  F32: (buffer) => new Float32Array(buffer),
  F16: (buffer) => halfToFloat(new Uint16Array(buffer)),
  BF16: (buffer) => bfloatToFloat(new Uint16Array(buffer)),
};

/** Decodes to single precision. */
export function decodeFloats({ type, bytes }: RawFloats): Float32Array<ArrayBuffer> {
  return decoders[type](bytes.buffer);
}
