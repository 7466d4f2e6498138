import { printable } from '../readJson.ts';
import type { GraphValue } from '../onnxHeader/onnxHeader.ts';

/** Numbers that the ONNX schema gives to types of elements. */
export const elementType = { float32: 1, int32: 6, int64: 7, float16: 10, bfloat16: 16 } as const;

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(elementType).map(([name, number]) => [number, name]),
);

/** How an error names the type of a value's elements. */
export function typeName({ elementType }: GraphValue): string {
  return names.get(elementType) ?? `type ${elementType}`;
}

/** How an error names a value. */
export function describeValue(value: GraphValue): string {
  const shape = value.shape?.map((length) => length ?? '?').join(', ');
  return `«${printable(value.name)}» (${typeName(value)}${shape === undefined ? '' : ` [${shape}]`})`;
}
