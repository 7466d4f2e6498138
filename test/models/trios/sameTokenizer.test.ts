import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { requireSameTokenizer } from '../../../src/models/trios/sameTokenizer.ts';
import { foreseen } from '../support/errors.ts';
import { demoDirectory, temporaryFolder } from '../support/folders.ts';

interface TokenizerJson {
  model: { vocab: Record<string, number>; merges: (string | [string, string])[]; [key: string]: unknown };
  added_tokens: { id: number; content: string }[];
  [key: string]: unknown;
}

const reference = join(demoDirectory, 'tokenizer.json');
let original = '';
beforeAll(async () => {
  original = await readFile(reference, 'utf8');
});

/** The demo's tokenizer with a change. @returns its path */
async function changed(change: (tokenizer: TokenizerJson) => void): Promise<string> {
  const tokenizer = JSON.parse(original) as TokenizerJson;
  change(tokenizer);
  const path = join(await temporaryFolder(), 'tokenizer.json');
  await writeFile(path, JSON.stringify(tokenizer, null, 1));
  return path;
}

describe('two tokenizers', () => {
  it.each<readonly [string, (tokenizer: TokenizerJson) => void]>([
    ['saved with other white space', () => undefined],
    [
      'with merges in the newer form',
      ({ model }) => {
        model.merges = model.merges.map((merge) =>
          typeof merge === 'string' ? (merge.split(' ') as [string, string]) : merge,
        );
      },
    ],
    [
      'with defaults written out',
      (tokenizer) => {
        tokenizer.model['ignore_merges'] = false;
        tokenizer.model['continuing_subword_prefix'] = '';
        tokenizer['padding'] = { strategy: 'BatchLongest' };
        tokenizer['truncation'] = { max_length: 2048 };
      },
    ],
    ['with fewer added tokens', (tokenizer) => void tokenizer.added_tokens.pop()],
    [
      'with another token added at the end',
      ({ added_tokens: added }) => void added.push({ ...added[0]!, id: 9_000, content: '<|extra|>' }),
    ],
  ])('%s, are the same', async (_, change) => {
    const other = await changed(change);
    expect(await readFile(other, 'utf8')).not.toBe(original);
    await requireSameTokenizer(reference, other, 'small-cpt');
    await requireSameTokenizer(other, reference, 'small-cpt');
  });

  it.each<readonly [string, (tokenizer: TokenizerJson) => void, RegExp]>([
    [
      'with two entries exchanged',
      ({ model }) => {
        const [[one, first], [two, second]] = Object.entries(model.vocab).slice(500, 502) as [
          [string, number],
          [string, number],
        ];
        model.vocab[one] = second;
        model.vocab[two] = first;
      },
      /vocabulary/,
    ],
    ['with an entry more', ({ model }) => void (model.vocab['another'] = 9_999), /vocabulary/],
    ['with merges in another order', ({ model }) => void model.merges.reverse(), /merges/],
    ['with a merge less', ({ model }) => void model.merges.pop(), /merges/],
    [
      'with another added token under an id',
      ({ added_tokens: added }) => void (added[0] = { ...added[0]!, content: '<|other|>' }),
      /added tokens/,
    ],
    [
      'with another normaliser',
      (tokenizer) => void (tokenizer['normalizer'] = { type: 'NFKD' }),
      /normaliser/,
    ],
    [
      'cut otherwise before',
      (tokenizer) => void (tokenizer['pre_tokenizer'] = { type: 'Whitespace' }),
      /pre-tokeniser/,
    ],
    ['that ignore merges', ({ model }) => void (model['ignore_merges'] = true), /another model/],
  ])('%s, are not', async (_, change, reason) => {
    const { message } = await foreseen(
      'trio-tokenizers-differ',
      requireSameTokenizer(reference, await changed(change), 'small-cpt'),
    );
    expect(message).toMatch(reason);
    expect(message).toContain('small-cpt');
  });

  it.each([
    ['no JSON', '{"model":'],
    ['a list', '[]'],
    ['ids that are none', '{"model":{"type":"BPE","vocab":{"a":-1}}}'],
    ['merges that are none', '{"model":{"type":"BPE","vocab":{},"merges":[1]}}'],
  ])('of which one is %s, are refused', async (_, content) => {
    const path = join(await temporaryFolder(), 'tokenizer.json');
    await writeFile(path, content);
    await foreseen('tokenizer-invalid', requireSameTokenizer(reference, path, 'small-cpt'));
    await foreseen('model-file-missing', requireSameTokenizer(reference, `${path}.none`, 'small-cpt'));
  });
});
