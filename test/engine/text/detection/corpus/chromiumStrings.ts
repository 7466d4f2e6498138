import { readFileSync } from 'node:fs';

/** Strings of one of Chromium's packs of a language (`.pak`, version 5 of the format: `ui/base/resource/data_pack.cc`). */
export function chromiumStrings(file: string): readonly string[] {
  const pack = readFileSync(file);
  if (pack.readUInt32LE(0) !== 5) throw new Error(`${file} is no pack of version 5.`);
  const count = pack.readUInt16LE(8);
  const offsetOf = (index: number) => pack.readUInt32LE(12 + 6 * index + 2);
  return Array.from({ length: count }, (_, index) =>
    pack.toString('utf8', offsetOf(index), offsetOf(index + 1)),
  );
}
