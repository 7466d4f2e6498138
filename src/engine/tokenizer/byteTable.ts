/**
 * The byte-to-character table of byte-level BPE: printable Latin-1 bytes stand for themselves, the others for
 * characters from U+0100 up (Radford et al., GPT-2, `bytes_to_unicode`).
 */
function makeByteOfCharacter(): ReadonlyMap<string, number> {
  const printable = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  const table = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    table.set(String.fromCodePoint(printable(byte) ? byte : next++), byte);
  }
  return table;
}

const byteOfCharacter = makeByteOfCharacter();
const encoder = new TextEncoder();

/** Bytes of a byte-level BPE entry such as `Ġthe`; null when it has a character that stands for no byte. */
export function byteLevelBytes(entry: string): Uint8Array | null {
  const bytes: number[] = [];
  for (const character of entry) {
    const byte = byteOfCharacter.get(character);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

const byteFallbackEntry = /^<0x([0-9A-Fa-f]{2})>$/;

/** Bytes of a SentencePiece-style entry: `<0xE0>` is a byte, `▁` a space, anything else its UTF-8 bytes. */
export function byteFallbackBytes(entry: string): Uint8Array {
  const byte = byteFallbackEntry.exec(entry)?.[1];
  if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
  return encoder.encode(entry.replaceAll('▁', ' '));
}
