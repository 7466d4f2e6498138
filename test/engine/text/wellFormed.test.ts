import { describe, expect, it } from 'vitest';
import { assertProcessable } from '../../../src/engine/text/wellFormed.ts';
import { samples } from './samples.ts';

describe('assertProcessable', () => {
  it('takes text of every language', () => {
    for (const line of Object.values(samples).flat())
      expect(() => {
        assertProcessable(line);
      }).not.toThrow();
    expect(() => {
      assertProcessable('а\tб\r\nв\f👍🏽');
    }).not.toThrow();
    expect(() => {
      assertProcessable('');
    }).not.toThrow();
  });

  it.each(['\uD83D', 'бір \uDC4D екі', '\uDC4D\uD83D'])('refuses half a character: %j', (text) => {
    expect(() => {
      assertProcessable(text);
    }).toThrow(expect.objectContaining({ code: 'text-not-well-formed' }) as Error);
  });

  it.each(['PK\u0003\u0004\u0014\0', '\u0001\u0002\u0003\u0004abc', '\uFFFDPNG\uFFFD\uFFFD\uFFFD'])(
    'refuses what is no text: %j',
    (text) => {
      expect(() => {
        assertProcessable(text);
      }).toThrow(expect.objectContaining({ code: 'text-binary' }) as Error);
    },
  );

  it('forgives a stray control in a long text', () => {
    expect(() => {
      assertProcessable(`${'сөз '.repeat(100)}\u0007`);
    }).not.toThrow();
  });
});
