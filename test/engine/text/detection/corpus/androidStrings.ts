import { readFileSync } from 'node:fs';

/** Chunk types of Android's compiled resource table (`ResourceTypes.h` of the Android Open Source Project). */
const chunk = { stringPool: 0x0001, table: 0x0002, package: 0x0200, type: 0x0201 } as const;

const stringValue = 0x03;
const utf8Pool = 0x100;
const complexEntry = 0x0001;

/** What of a compiled resource table concerns text: each locale's strings, in the table's order. */
export function androidStrings(file: string): ReadonlyMap<string, readonly string[]> {
  const table = readFileSync(file);
  const found = new Map<string, string[]>();
  if (table.readUInt16LE(0) !== chunk.table) throw new Error(`${file} is no resource table.`);
  let pool: readonly string[] = [];
  for (const at of chunksIn(table, table.readUInt16LE(2), table.length)) {
    const kind = table.readUInt16LE(at);
    if (kind === chunk.stringPool) pool = stringPool(table, at);
    if (kind !== chunk.package) continue;
    const end = at + table.readUInt32LE(at + 4);
    for (const inner of chunksIn(table, at + table.readUInt16LE(at + 2), end)) {
      if (table.readUInt16LE(inner) !== chunk.type) continue;
      const locale = localeOf(table, inner + 20);
      if (locale === null) continue;
      const strings = found.get(locale) ?? [];
      found.set(locale, strings);
      for (const index of stringsOf(table, inner)) strings.push(pool[index] ?? '');
    }
  }
  return found;
}

function* chunksIn(table: Buffer, start: number, end: number): Generator<number> {
  for (let at = start; at + 8 <= end; at += table.readUInt32LE(at + 4)) yield at;
}

function stringPool(table: Buffer, at: number): readonly string[] {
  const count = table.readUInt32LE(at + 8);
  const isUtf8 = (table.readUInt32LE(at + 16) & utf8Pool) !== 0;
  const strings = at + table.readUInt32LE(at + 20);
  const offsets = at + table.readUInt16LE(at + 2);
  return Array.from({ length: count }, (_, index) => {
    let from = strings + table.readUInt32LE(offsets + 4 * index);
    if (!isUtf8) {
      let length = table.readUInt16LE(from);
      from += 2;
      if (length >= 0x8000) {
        length = ((length & 0x7fff) << 16) | table.readUInt16LE(from);
        from += 2;
      }
      return table.toString('utf16le', from, from + 2 * length);
    }
    from += table.readUInt8(from) >= 0x80 ? 2 : 1; // Its length in UTF-16 units, which is not needed.
    let length = table.readUInt8(from++);
    if (length >= 0x80) length = ((length & 0x7f) << 8) | table.readUInt8(from++);
    return table.toString('utf8', from, from + length);
  });
}

/** `ru`, `zh-CN`, `sr-Latn`; null for the default language and for languages of three letters. */
function localeOf(table: Buffer, config: number): string | null {
  const first = table.readUInt8(config + 8);
  if (first === 0 || first >= 0x80) return null;
  const language = table.toString('latin1', config + 8, config + 10);
  const region = table.toString('latin1', config + 10, config + 12).replaceAll('\0', '');
  const size = table.readUInt32LE(config);
  const script = size >= 40 ? table.toString('latin1', config + 36, config + 40).replaceAll('\0', '') : '';
  return [language, /^[A-Z][a-z]{3}$/u.test(script) ? script : region]
    .filter((part) => part !== '')
    .join('-');
}

function* stringsOf(table: Buffer, at: number): Generator<number> {
  const count = table.readUInt32LE(at + 12);
  const entries = at + table.readUInt32LE(at + 16);
  const offsets = at + table.readUInt16LE(at + 2);
  for (let index = 0; index < count; index++) {
    const offset = table.readUInt32LE(offsets + 4 * index);
    if (offset === 0xffffffff) continue;
    const entry = entries + offset;
    const isComplex = (table.readUInt16LE(entry + 2) & complexEntry) !== 0;
    const values = isComplex ? table.readUInt32LE(entry + 12) : 1;
    for (let part = 0; part < values; part++) {
      const value = isComplex ? entry + 16 + 12 * part + 4 : entry + 8;
      if (table.readUInt8(value + 3) === stringValue) yield table.readUInt32LE(value + 4);
    }
  }
}
