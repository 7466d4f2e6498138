import { assertNever } from '../../engine/errors.ts';
import type { ModelSize } from '../../engine/memory/modelMemory.ts';
import { defaultBlockSize, type Precision } from '../convert/precision.ts';
import { countParameters, publishedParameterCount, type Shape } from './shape.ts';

const float32Bytes = 4;
const float16Bytes = 2;

/** The published checkpoints are in bfloat16. */
const publishedBytesPerWeight = 2;

/** Of the vocabulary in block formats: the conversion keeps it finer than int4. */
const vocabularyBits = 8;

/** Bytes that a download of the checkpoint's weights takes (estimated: the hub's own list counts when installing). */
export function downloadBytes(shape: Shape): number {
  return publishedParameterCount(shape) * publishedBytesPerWeight;
}

/**
 * Bytes of the converted model's weights on disk, as the conversion writes them:
 * fp32 and fp16 take 4 and 2 bytes per weight of a matrix; int8 and int4 take 1 and ½ byte and a float32 scale per
 * block, with the vocabulary always in int8; vectors and the table of rotary positions (a cosine and a sine for
 * each position and half a head) are float32. The graph itself, under a megabyte, is not counted.
 *
 * @param blockSize weights per scale
 */
export function bytesOnDisk(shape: Shape, precision: Precision, blockSize = defaultBlockSize): number {
  return weightBytes(shape, matrixBytes(precision, blockSize));
}

/** What an estimate of memory needs to know of the converted model. */
export function convertedSize(shape: Shape, precision: Precision, blockSize = defaultBlockSize): ModelSize {
  return {
    bytes: bytesOnDisk(shape, precision, blockSize),
    precision,
    cacheBytesPerToken: kvCacheBytes(shape, 1),
    // A conversion's graph rewinds by its mask.
    cacheOnDevice: true,
    runsNatively: true,
  };
}

/** Bytes of the float32 KV cache for so many positions. */
export function kvCacheBytes(shape: Shape, tokens: number): number {
  return 2 * shape.layers * shape.keyValueHeads * shape.headSize * tokens * float32Bytes;
}

interface MatrixBytes {
  /** Bytes of a matrix with so many rows of so many columns. */
  readonly linear: (weights: number) => number;
  readonly vocabulary: (weights: number) => number;
}

function matrixBytes(precision: Precision, blockSize: number): MatrixBytes {
  const plain = (bytes: number) => (weights: number) => weights * bytes;
  const blocks = (bits: number) => (weights: number) =>
    (weights * bits) / 8 + (weights / blockSize) * float32Bytes;
  switch (precision) {
    case 'fp32':
      return { linear: plain(float32Bytes), vocabulary: plain(float32Bytes) };
    case 'fp16':
      return { linear: plain(float16Bytes), vocabulary: plain(float16Bytes) };
    case 'int8':
      return { linear: blocks(8), vocabulary: blocks(vocabularyBits) };
    case 'int4':
      return { linear: blocks(4), vocabulary: blocks(vocabularyBits) };
    default:
      return assertNever(precision);
  }
}

function weightBytes(shape: Shape, bytes: MatrixBytes): number {
  const { linear, vocabulary, vocabularies, vectors } = countParameters(shape);
  const rotaryTable = shape.contextLength * shape.headSize * float32Bytes;
  const sum =
    bytes.linear(linear) + vocabularies * bytes.vocabulary(vocabulary) + vectors * float32Bytes + rotaryTable;
  return Math.ceil(sum);
}
