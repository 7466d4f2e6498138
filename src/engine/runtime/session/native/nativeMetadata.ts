import type { SessionMetadata, ValueMetadata } from '../../checkSession.ts';
import type { OrtLibrary } from './ortLibrary.ts';

/** Codes of element types (ONNXTensorElementDataType), of those that graphs of ours have. */
export const elementTypes = { float32: 1, int64: 7, float16: 10 } as const;

/** What a session says of its inputs and outputs. */
export function readMetadata(ort: OrtLibrary, session: bigint): SessionMetadata {
  return {
    inputMetadata: read('sessionGetInputCount', 'sessionGetInputName', 'sessionGetInputTypeInfo'),
    outputMetadata: read('sessionGetOutputCount', 'sessionGetOutputName', 'sessionGetOutputTypeInfo'),
  };

  function read(
    count: 'sessionGetInputCount' | 'sessionGetOutputCount',
    nameOf: 'sessionGetInputName' | 'sessionGetOutputName',
    typeOf: 'sessionGetInputTypeInfo' | 'sessionGetOutputTypeInfo',
  ): readonly ValueMetadata[] {
    const allocator = ort.made('getAllocatorWithDefaultOptions');
    return Array.from({ length: Number(ort.made(count, session)) }, (_, index) => {
      const name = ort.takeText(ort.made(nameOf, session, index, allocator));
      const info = ort.made(typeOf, session, index);
      try {
        // Belongs to `info`; 0 where the value is no tensor.
        const tensor = ort.made('castTypeInfoToTensorInfo', info);
        if (tensor === 0n) return { name, isTensor: false };
        const code = new Int32Array(1);
        ort.call('getTensorElementType', tensor, code);
        const known = Object.entries(elementTypes).find(([, type]) => type === code[0]);
        return { name, isTensor: true, type: known?.[0] ?? `element type ${code[0]}` };
      } finally {
        ort.release('releaseTypeInfo', info);
      }
    });
  }
}
