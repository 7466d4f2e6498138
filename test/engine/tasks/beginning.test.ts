import { cp, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passages } from '../../../src/cli/bench/passages.ts';
import {
  complete,
  defaultRule,
  loadTrio,
  scoreTexts,
  sourceIds,
  translate,
  type Trio,
} from '../../../src/engine/index.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { demoDirectory } from '../demo.ts';

// Gemma's and Llama's tokenizers have a template that puts a token before every text. The demo's has none: here it
// gets one, of an id that the models know from between texts.
let folder: string;
let trio: Trio;
let plain: Trio;
const beginning = 8189;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trimix-beginning-'));
  await cp(demoDirectory, folder, { recursive: true });
  const tokenizer = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  // As models that were converted one by one have it: their own tokenizer, with other bytes.
  for (const name of ['large-ins', 'small-base', ...languageTags.map((tag) => `small-cpt-${tag}`)])
    await copyFile(join(folder, 'tokenizer.json'), join(folder, name, 'tokenizer.json'));
  tokenizer['post_processor'] = {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '<|endoftext|>', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '<|im_end|>', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '<|endoftext|>': { id: '<|endoftext|>', ids: [beginning], tokens: ['<|endoftext|>'] },
      '<|im_end|>': { id: '<|im_end|>', ids: [8191], tokens: ['<|im_end|>'] },
    },
  };
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  trio = await loadTrio(folder, { executionProvider: 'cpu', threads: 1 });
  plain = await loadTrio(demoDirectory, { executionProvider: 'cpu', threads: 1 });
});
afterAll(async () => {
  await Promise.all([trio.dispose(), plain.dispose()]);
  await rm(folder, { recursive: true, force: true });
});

const request = (prefix: string) =>
  ({
    prefix,
    language: 'bo',
    maxTokens: 4,
    endAt: 'none',
    rule: defaultRule,
    sampling: { kind: 'greedy' },
  }) as const;

/** What the models have read: those of weight 0 have read nothing. */
const read = (of: Trio): readonly (readonly number[])[] =>
  sourceIds.map((source) => of.models[source]?.cachedIds ?? []).filter((ids) => ids.length > 0);

describe('a tokenizer that puts a token before every text', () => {
  it('is known by its template, of which the end is left out', () => {
    expect(trio.tokenizer.beginning).toEqual([beginning]);
    expect(plain.tokenizer.beginning).toEqual([]);
    expect(trio.tokenizer.encode(passages.bo)).toEqual(plain.tokenizer.encode(passages.bo));
  });

  it.each([passages.bo, passages.bo.slice(0, 3), 'བོད་', '\n', ''])(
    'has it before a completion: %j',
    async (prefix) => {
      await complete(trio, request(prefix));
      for (const ids of read(trio)) {
        expect(ids[0]).toBe(beginning);
        expect(ids.slice(1)).not.toContain(beginning);
      }
    },
  );

  it('has it before a long document whose window has moved', async () => {
    await complete(trio, request(`${passages.bo}\n`.repeat(60)));
    for (const ids of read(trio)) expect(ids[0]).toBe(beginning);
  });

  it('has it before a translation, and measures the first token as well', async () => {
    const options = { rule: defaultRule, sampling: { kind: 'greedy' }, maxTokens: 4 } as const;
    await translate(trio, { text: 'Peace.', from: 'en', to: 'bo', ...options });
    for (const ids of read(trio)) expect(ids[0]).toBe(beginning);
    const texts = [{ context: '', target: passages.bo, language: 'bo' }] as const;
    const rules = [{ name: 'trimix', rule: defaultRule }];
    const [withIt] = await scoreTexts(trio, texts, rules);
    const [without] = await scoreTexts(plain, texts, rules);
    expect(withIt!.tokens).toBe(without!.tokens + 1);
  });
});
