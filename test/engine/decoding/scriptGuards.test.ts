import { beforeAll, describe, expect, it } from 'vitest';
import { foreignTokens } from '../../../src/engine/decoding/foreignTokens.ts';
import { leadsOutOfScript } from '../../../src/engine/decoding/scriptOfBytes.ts';
import { loadTokenizer } from '../../../src/engine/tokenizer/huggingFaceTokenizer.ts';
import { describeToken, type Tokenizer } from '../../../src/engine/tokenizer/tokenizer.ts';
import { language, languageTags } from '../../../src/engine/text/languages.ts';
import { demoDirectory } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(demoDirectory);
});

describe.each(languageTags)('the first bytes of a letter of %s', (tag) => {
  it('never lead out of its script, wherever the character is cut', () => {
    for (const character of paragraphs(tag).join('')) {
      const bytes = new TextEncoder().encode(character);
      for (let length = 1; length < bytes.length; length++) {
        expect(leadsOutOfScript(bytes.subarray(0, length), language(tag).script)).toBe(false);
      }
    }
  });

  it('are not of its foreign tokens: real text can be written without them', () => {
    const foreign = new Set(foreignTokens(tokenizer, [language(tag).script]));
    for (const line of paragraphs(tag)) {
      for (const id of tokenizer.encode(line)) {
        expect(foreign.has(id), describeToken(tokenizer, id)).toBe(false);
      }
    }
    expect(foreign.size).toBeGreaterThan(1000);
  });
});

it.each([
  ['Cyrillic for Tibetan', [0xd0], 'Tibt', true],
  ['Arabic for Kazakh in Cyrillic', [0xd9], 'Cyrl', true],
  ['Cyrillic for Kazakh in Arabic script', [0xd0], 'Arab', true],
  ['Han for Mongolian', [0xe4, 0xb8], 'Mong', true],
  ['Devanagari or Tibetan: not decided yet', [0xe0], 'Tibt', false],
  ['Devanagari', [0xe0, 0xa4], 'Tibt', true],
  ['general punctuation', [0xe2, 0x80], 'Tibt', false],
  ['an emoji', [0xf0, 0x9f], 'Tibt', false],
] as const)('first bytes: %s', (_, bytes, script, leads) => {
  expect(leadsOutOfScript(Uint8Array.from(bytes), script)).toBe(leads);
});
