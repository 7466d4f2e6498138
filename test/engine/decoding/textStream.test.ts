import { describe, expect, it } from 'vitest';
import { TextStream } from '../../../src/engine/decoding/textStream.ts';
import { graphemeClusters, isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { paragraphs } from '../udhr.ts';
import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';

/** Cuts bytes at random places, as byte-level tokens do. */
function randomPieces(bytes: Uint8Array, seed: number): Uint8Array[] {
  const random = seededGenerator(seed);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = 1 + Math.floor(random() * 5);
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

describe.each(languageTags)('streaming %s', (tag) => {
  const text = paragraphs(tag).slice(0, 4).join('\n');
  const bytes = new TextEncoder().encode(text);

  it('gives whole clusters only, in order, losing nothing, wherever the bytes are cut', () => {
    for (let seed = 0; seed < 20; seed++) {
      const stream = new TextStream();
      let shown = '';
      for (const piece of randomPieces(bytes, seed)) {
        expect(stream.accepts(piece)).toBe(true);
        shown += stream.push(piece);
        expect(text.startsWith(shown)).toBe(true);
        expect(isClusterBoundary(text, shown.length)).toBe(true);
        expect(stream.text).not.toContain('\uFFFD');
      }
      shown += stream.end();
      expect(shown).toBe(text);
    }
  });

  it('previews what pushing would give', () => {
    const stream = new TextStream();
    for (const piece of randomPieces(bytes, 99)) {
      const preview = stream.preview(piece);
      stream.push(piece);
      expect(stream.text).toBe(preview);
    }
  });

  it('leaves out the bytes the reader already has', () => {
    const [first] = graphemeClusters(text);
    const stream = new TextStream(Buffer.byteLength(first!));
    for (const piece of randomPieces(bytes, 5)) stream.push(piece);
    stream.end();
    expect(stream.text).toBe(text.slice(first!.length));
  });

  it('drops half a character at the end', () => {
    const stream = new TextStream();
    const cut = new TextEncoder().encode('а' + text.replace(/[ -~]/g, '')).subarray(0, -1);
    stream.push(cut);
    stream.end();
    expect(stream.text).not.toContain('\uFFFD');
    expect(stream.text.length).toBeGreaterThan(5);
  });
});

describe('well-formedness', () => {
  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong form', [0xe0, 0x80]],
    ['a surrogate', [0xed, 0xa0]],
    ['beyond Unicode', [0xf4, 0x90]],
    ['a lead byte cut off by ASCII', [0xe0, 0xbd, 0x41]],
    ['C0', [0xc0]],
  ])('refuses %s', (_, bytes) => {
    expect(new TextStream().accepts(Uint8Array.from(bytes))).toBe(false);
  });

  it('accepts the first bytes of a character and asks for the rest', () => {
    const stream = new TextStream();
    stream.push(Uint8Array.of(0xe0, 0xbd));
    expect(stream.text).toBe('');
    expect(stream.accepts(Uint8Array.of(0x41))).toBe(false);
    expect(stream.accepts(Uint8Array.of(0x96))).toBe(true);
  });
});
