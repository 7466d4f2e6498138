import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';
import { graphemeClusters } from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { loadTokenizer } from '../../../src/engine/tokenizer/huggingFaceTokenizer.ts';
import { cutsAtLineBreaks, ParagraphEncoder } from '../../../src/engine/tokenizer/paragraphEncoder.ts';
import { demoDirectory } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

interface Definition {
  readonly normalizer: unknown;
  readonly pre_tokenizer: unknown;
}

/** As published; the demo's entries and merges stand in for theirs. */
const patterns = {
  qwen2: String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  llama3: String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
} as const;
const families = ['demo', 'qwen2', 'llama3'] as const;
type Family = (typeof families)[number];

async function readObject(...path: readonly string[]): Promise<object> {
  return JSON.parse(await readFile(join(...path), 'utf8')) as object;
}

async function definitionOf(family: Family): Promise<Definition> {
  const demo = (await readObject(demoDirectory, 'tokenizer.json')) as Definition;
  if (family === 'demo') return demo;
  const split = { type: 'Split', pattern: { Regex: patterns[family] }, behavior: 'Isolated', invert: false };
  const bytes = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };
  return {
    ...demo,
    normalizer: family === 'qwen2' ? { type: 'NFC' } : null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: [split, bytes] },
  };
}

describe('which tokenizers are cut at line breaks', () => {
  it('those of the demo, Qwen2 and Llama 3', async () => {
    for (const family of families) {
      const { normalizer, pre_tokenizer: preTokenizer } = await definitionOf(family);
      expect(cutsAtLineBreaks(normalizer, preTokenizer)).toBe(true);
    }
  });

  it('not those without a pattern, with another one, or that change the text first', async () => {
    // Gemma's normaliser writes spaces as ▁, and its steps split at them alone.
    const gemma = { type: 'Replace', pattern: { String: ' ' }, content: '▁' };
    const { pre_tokenizer: demo } = await definitionOf('demo');
    expect(cutsAtLineBreaks(gemma, demo)).toBe(false);
    expect(cutsAtLineBreaks({ type: 'NFKC' }, demo)).toBe(false);
    for (const other of [
      null,
      {},
      { type: 'Split', behavior: 'Isolated', pattern: { Regex: '\\w+|[\\s]+' } },
    ])
      expect(cutsAtLineBreaks(null, other)).toBe(false);
  });
});

const joints = [
  '\n',
  '\n\n',
  '\r\n',
  ' \n',
  '\n ',
  '\n\t',
  '\n\u202F',
  '\n\u0301',
  '\n.',
  '.\n',
  '\n7',
  '\n\u180E',
  ' ',
];

describe.each(families)('paragraph by paragraph: %s', (family) => {
  let library: Tokenizer;
  beforeAll(async () => {
    const config = await readObject(demoDirectory, 'tokenizer_config.json');
    library = new Tokenizer(await definitionOf(family), config);
  });

  it('gives the ids of the whole text, in every script and around every joint', () => {
    const whole = (text: string): number[] =>
      text === '' ? [] : library.encode(text, { add_special_tokens: false }).ids;
    const encoder = new ParagraphEncoder(whole);
    const random = seededGenerator(11);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    const clusters = new Map(languageTags.map((tag) => [tag, graphemeClusters(paragraphs(tag).join(' '))]));
    for (let round = 0; round < 600; round++) {
      let text = '';
      for (let piece = 0; piece < 5; piece++) {
        const source = clusters.get(pick(languageTags))!;
        const start = Math.floor(random() * source.length);
        text += source.slice(start, start + Math.floor(random() * 25)).join('') + pick(joints);
      }
      expect(encoder.encode(text)).toEqual(whole(text));
    }
    expect(encoder.encode('')).toEqual([]);
  });
});

it('encodes a paragraph once, and forgets the oldest when it has seen much', async () => {
  const tokenizer = await loadTokenizer(demoDirectory);
  let units = 0;
  const encoder = new ParagraphEncoder((text) => {
    units += text.length;
    return tokenizer.encode(text);
  });
  const text = paragraphs('kk-Cyrl').join('\n');
  encoder.encode(text);
  expect(units).toBe(text.length);
  encoder.encode(`${text}а`);
  expect(units - text.length).toBeLessThan(text.length / 10);
  for (let index = 0; index < 10; index++) encoder.encode(`${index}${'а'.repeat(30_000)}`);
  const before = units;
  encoder.encode(text);
  expect(units).toBe(before + text.length);
});
