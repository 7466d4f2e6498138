/** A piece of text with the tokens that hold its bytes. */
export interface Utf8Piece {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

interface OwnedByte {
  readonly value: number;
  readonly token: number;
}

const byteMark = /<0x([0-9A-F]{2})>/u;

/**
 * Reads the texts of tokens, where a byte that is no whole character is written `<0xE0>`, and puts characters
 * together that were cut over several tokens. Bytes that make no character stay as they are written.
 */
export function utf8Text(texts: readonly string[]): readonly Utf8Piece[] {
  const pieces: Utf8Piece[] = [];
  let bytes: OwnedByte[] = [];
  const flush = (): void => {
    pieces.push(...decodeRun(bytes));
    bytes = [];
  };
  texts.forEach((text, token) => {
    // With one capturing group, split puts the bytes' digits at the odd places.
    text.split(byteMark).forEach((part, at) => {
      if (at % 2 === 1) bytes.push({ value: Number.parseInt(part, 16), token });
      else if (part !== '') {
        flush();
        pieces.push({ text: part, first: token, last: token });
      }
    });
  });
  flush();
  return pieces;
}

function decodeRun(bytes: readonly OwnedByte[]): readonly Utf8Piece[] {
  const pieces: Utf8Piece[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = bytes[at]!;
    const sequence = bytes.slice(at, at + sequenceLength(start.value));
    const character = decode(sequence);
    if (character === null) {
      const digits = start.value.toString(16).toUpperCase().padStart(2, '0');
      pieces.push({ text: `<0x${digits}>`, first: start.token, last: start.token });
      at += 1;
    } else {
      pieces.push({ text: character, first: start.token, last: sequence.at(-1)!.token });
      at += sequence.length;
    }
  }
  return pieces;
}

/** Bytes in a UTF-8 sequence that begins so (RFC 3629, section 3); 1 also where no sequence may begin. */
function sequenceLength(lead: number): 1 | 2 | 3 | 4 {
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  return 1;
}

function decode(sequence: readonly OwnedByte[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(sequence, ({ value }) => value),
    );
  } catch {
    return null;
  }
}
