/** What a GGUF file says, read as its specification has it and independently of our writer. */
export interface ReadGguf {
  readonly metadata: ReadonlyMap<string, unknown>;
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly type: number;
    /** From the beginning of the file. */
    readonly at: number;
  }[];
}

/** Reads version 3 of the format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export function readGguf(file: Buffer): ReadGguf {
  let at = 0;
  const take = (length: number): Buffer => file.subarray(at, (at += length));
  const uint32 = (): number => take(4).readUInt32LE();
  const uint64 = (): number => Number(take(8).readBigUInt64LE());
  const string = (): string => take(uint64()).toString();
  const value = (type: number): unknown => {
    switch (type) {
      case 4:
        return uint32();
      case 5:
        return take(4).readInt32LE();
      case 6:
        return take(4).readFloatLE();
      case 8:
        return string();
      case 9: {
        const element = uint32();
        return Array.from({ length: uint64() }, () => value(element));
      }
      default:
        throw new Error(`metadata of type ${type}`);
    }
  };
  if (take(4).toString() !== 'GGUF' || uint32() !== 3) throw new Error('not GGUF 3');
  const tensorCount = uint64();
  const entries = uint64();
  const metadata = new Map<string, unknown>();
  for (let index = 0; index < entries; index++) {
    const key = string();
    metadata.set(key, value(uint32()));
  }
  const infos = Array.from({ length: tensorCount }, () => ({
    name: string(),
    shape: Array.from({ length: uint32() }, uint64),
    type: uint32(),
    offset: uint64(),
  }));
  const data = Math.ceil(at / 32) * 32;
  return { metadata, tensors: infos.map(({ offset, ...info }) => ({ ...info, at: data + offset })) };
}
