import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { TokenHealing } from '../../../src/engine/decoding/tokenHealing.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { byteFallbackBytes, byteLevelBytes } from '../../../src/engine/tokenizer/byteTable.ts';
import { encodeWithSpans } from '../../../src/engine/tokenizer/byteSpans.ts';
import { loadTokenizer } from '../../../src/engine/tokenizer/huggingFaceTokenizer.ts';
import { describeToken, type Tokenizer } from '../../../src/engine/tokenizer/tokenizer.ts';
import { demoDirectory } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(demoDirectory);
});

const joined = (ids: readonly number[]): string =>
  Buffer.concat(ids.map((id) => tokenizer.bytes(id))).toString('utf8');

describe.each(languageTags)('tokenising %s', (tag) => {
  it('writes back byte for byte what it read, and knows where each token ends', () => {
    for (const text of paragraphs(tag)) {
      const { ids, ends } = encodeWithSpans(tokenizer, text);
      expect(joined(ids)).toBe(text);
      expect(ends.at(-1)).toBe(Buffer.byteLength(text));
      expect(Math.max(...ids)).toBeLessThan(tokenizer.vocabularySize);
    }
  });

  it('describes tokens that are parts of characters by their bytes', () => {
    for (const id of tokenizer.encode(paragraphs(tag)[0]!)) {
      const text = describeToken(tokenizer, id);
      expect(text).not.toBe('');
      expect(text).not.toContain('\uFFFD');
    }
  });

  it('heals: the taken-off bytes are written again, alone or in a longer token', () => {
    const ids = tokenizer.encode(paragraphs(tag)[0]!.slice(0, 40));
    const owed = tokenizer.bytes(ids.at(-1)!);
    const healing = new TokenHealing(tokenizer, owed);
    const logits = new Float32Array(tokenizer.vocabularySize);
    healing.constrain(logits, logits.length);
    const allowed = Array.from(logits.keys()).filter((id) => logits[id] === 0);
    // The definition, by a scan over the whole vocabulary.
    const expected = Array.from(logits.keys()).filter((id) => {
      const bytes = tokenizer.bytes(id);
      const length = Math.min(bytes.length, owed.length);
      return bytes.length > 0 && Buffer.compare(bytes.subarray(0, length), owed.subarray(0, length)) === 0;
    });
    expect(allowed).toEqual(expected);
    expect(allowed).toContain(ids.at(-1));
    healing.accept(ids.at(-1)!);
    expect(healing.done).toBe(true);
  });
});

describe('entries', () => {
  it('of byte-level BPE', () => {
    expect(byteLevelBytes('Ġthe')).toEqual(new TextEncoder().encode(' the'));
    expect(byteLevelBytes('à½ĸ')).toEqual(new TextEncoder().encode('བ'));
    expect(byteLevelBytes('བ')).toBeNull();
  });

  it('of byte fallback', () => {
    expect(byteFallbackBytes('▁the')).toEqual(new TextEncoder().encode(' the'));
    expect(byteFallbackBytes('<0xE0>')).toEqual(Uint8Array.of(0xe0));
  });

  it('special tokens write nothing', () => {
    expect(tokenizer.specialIds.size).toBeGreaterThan(0);
    for (const id of tokenizer.specialIds) expect(tokenizer.bytes(id)).toHaveLength(0);
    expect(tokenizer.encode('')).toEqual([]);
  });
});

describe('a tokenizer that cannot be used', () => {
  const folderWith = async (definition: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'trimix-tokenizer-'));
    await writeFile(join(folder, 'tokenizer.json'), definition);
    await writeFile(join(folder, 'tokenizer_config.json'), '{}');
    return folder;
  };

  it.each([
    ['is cut off', (text: string) => text.slice(0, 1000)],
    ['is no BPE', () => '{"model":{"type":"Unigram","vocab":[]},"decoder":null}'],
    ['has a monstrous id', () => '{"model":{"type":"BPE","vocab":{"a":4000000000}},"decoder":null}'],
    [
      'is not byte-level though it says so',
      () => '{"model":{"type":"BPE","vocab":{"བ":0},"merges":[]},"decoder":{"type":"ByteLevel"}}',
    ],
  ])('%s', async (_, change) => {
    const text = await readFile(join(demoDirectory, 'tokenizer.json'), 'utf8');
    const folder = await folderWith(change(text));
    await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: 'tokenizer-invalid' });
  });

  it('is missing', async () => {
    await expect(loadTokenizer('/nowhere')).rejects.toMatchObject({ code: 'model-file-missing' });
  });
});
