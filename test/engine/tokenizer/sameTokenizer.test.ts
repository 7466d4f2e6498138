import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenizerDifference } from '../../../src/engine/tokenizer/sameTokenizer.ts';
import { demoDirectory } from '../demo.ts';

const text = readFileSync(join(demoDirectory, 'tokenizer.json'), 'utf8');

interface Definition {
  added_tokens: { id: number; content: string; special: boolean }[];
  model: { vocab: Record<string, number>; merges: (string | [string, string])[] };
  pre_tokenizer?: unknown;
}

/** The demo's tokenizer after a change. */
function changed(change: (definition: Definition) => void): string {
  const definition = JSON.parse(text) as Definition;
  change(definition);
  return JSON.stringify(definition);
}

function difference(other: string): string | null {
  return tokenizerDifference({ file: 'a', text }, { file: 'b', text: other });
}

describe('tokenizers that give the same ids', () => {
  it.each([
    ['itself', text],
    ['written without spaces', changed(() => undefined)],
    [
      'merges as older files write them',
      changed(({ model }) => {
        model.merges = model.merges.map((pair) => (typeof pair === 'string' ? pair : pair.join(' ')));
      }),
    ],
    [
      'entries in another order',
      changed(({ model }) => {
        model.vocab = Object.fromEntries(Object.entries(model.vocab).reverse());
      }),
    ],
    [
      'a token given on top',
      changed(({ added_tokens: added }) => {
        added.push({ id: 9000, content: '[PAD]', special: true });
      }),
    ],
  ])('%s', (_, other) => {
    expect(difference(other)).toBeNull();
  });
});

describe('tokenizers that do not', () => {
  it.each([
    [
      'two entries changed places',
      changed(({ model: { vocab } }) => {
        const [one, two] = Object.keys(vocab) as [string, string];
        [vocab[one], vocab[two]] = [vocab[two]!, vocab[one]!];
      }),
      'entry of the id',
    ],
    [
      'an entry is missing',
      changed(({ model: { vocab } }) => {
        Reflect.deleteProperty(vocab, Object.keys(vocab)[0]!);
      }),
      'entries',
    ],
    [
      'two merges changed places',
      changed(({ model: { merges } }) => {
        [merges[5], merges[6]] = [merges[6]!, merges[5]!];
      }),
      'number 6',
    ],
    ['a merge is missing', changed(({ model }) => void model.merges.pop()), 'merges'],
    [
      'an added token means something else',
      changed(({ added_tokens: added }) => {
        added[0]!.content = '<s>';
      }),
      'added token',
    ],
  ])('%s', (_, other, words) => {
    expect(difference(other)).toContain(words);
  });

  it.each(['', '[]', '{"model":{}}', '{"model":{"vocab":{"a":-1}}}', '{"model":{"vocab":{"a":"b"}}}'])(
    'is no tokenizer: %s',
    (other) => {
      expect(() => difference(other)).toThrow(expect.objectContaining({ code: 'tokenizer-invalid' }));
    },
  );
});
