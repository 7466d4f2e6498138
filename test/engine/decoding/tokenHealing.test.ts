import { beforeAll, describe, expect, it } from 'vitest';
import { TokenHealing, takeOffUnfinished } from '../../../src/engine/decoding/tokenHealing.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { loadTokenizer } from '../../../src/engine/tokenizer/huggingFaceTokenizer.ts';
import type { Tokenizer } from '../../../src/engine/tokenizer/tokenizer.ts';
import { demoDirectory } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(demoDirectory);
});

const prefixes = 120;
const decode = (bytes: Iterable<number>): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));

describe.each(languageTags)('healing the end of a prompt in %s', (tag) => {
  it('takes off whole characters, which with what stays are the text', () => {
    const text = paragraphs(tag).join('\n');
    const characters = Array.from(text);
    const step = Math.max(1, Math.floor(characters.length / prefixes));
    for (let length = 1; length < characters.length; length += step) {
      const prefix = characters.slice(0, length).join('');
      const ids = [...tokenizer.encode(prefix)];
      const owed = takeOffUnfinished(ids, tokenizer);
      // Throws on half a character on either side.
      const kept = decode(ids.flatMap((id) => [...tokenizer.bytes(id)]));
      expect(kept + decode(owed)).toBe(prefix);
    }
  });

  it('allows only what writes the taken-off bytes again', () => {
    const ids = [...tokenizer.encode(paragraphs(tag)[1] ?? paragraphs(tag)[0]!).slice(0, 20)];
    const owed = takeOffUnfinished(ids, tokenizer);
    const healing = new TokenHealing(tokenizer, owed);
    const logits = new Float32Array(tokenizer.vocabularySize);
    if (!healing.done) healing.constrain(logits, logits.length);
    for (const [id, logit] of logits.entries()) {
      if (logit === -Infinity) continue;
      const bytes = tokenizer.bytes(id);
      const shared = Math.min(bytes.length, owed.length);
      expect([...bytes.subarray(0, shared)]).toEqual([...owed.subarray(0, shared)]);
    }
  });
});
