import { assertNever, TriMixError } from '../../../engine/errors.ts';
import type { Precision } from '../precision.ts';
import { blockFormat } from './blockFormat.ts';
import { floatFormat } from './floatFormat.ts';
import type { WeightFormat } from './weightFormat.ts';

/**
 * How weights of a precision are stored.
 *
 * @throws TriMixError `block-size-invalid`
 */
export function formatOf(precision: Precision, blockSize: number): WeightFormat {
  switch (precision) {
    case 'fp32':
      return floatFormat('float32');
    case 'fp16':
      return floatFormat('float16');
    case 'int8':
      return blockFormat(8, checkedBlockSize(blockSize));
    case 'int4':
      return blockFormat(4, checkedBlockSize(blockSize));
    default:
      return assertNever(precision);
  }
}

function checkedBlockSize(blockSize: number): number {
  if (![16, 32, 64, 128, 256].includes(blockSize)) {
    throw new TriMixError('block-size-invalid', { blockSize });
  }
  return blockSize;
}
