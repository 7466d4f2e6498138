import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoreReport } from '../../../src/engine/index.ts';
import { samples } from '../../engine/text/samples.ts';
import { runCli, runJson } from '../runCli.ts';

let folder = '';
const file = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trimix-eval-'));
  await writeFile(file('kk.txt'), `${samples['kk-Cyrl'].slice(0, 3).join('\n')}\n\n`);
  await writeFile(file('latin1.txt'), Uint8Array.of(0x61, 0xe9, 0x0a));
  const entries = [0, 1, 2].map((index) => ({
    id: index,
    en: samples.en[index],
    kk: samples['kk-Arab'][index],
  }));
  await writeFile(file('pairs.json'), JSON.stringify(entries));
  await writeFile(file('lame.json'), JSON.stringify([{ id: 1, en: 'Hello' }]));
});

afterAll(() => rm(folder, { recursive: true }));

interface Report {
  readonly rules: readonly (ScoreReport & { readonly alpha?: number })[];
  readonly grid: readonly { readonly perplexity: number }[];
}

const names = [
  ...['single:large-ins', 'single:small-cpt', 'single:small-base', 'proxy-tuning', 'trimix:0.1,0.9'],
  ...[
    'trimix:perplexity',
    'trimix:perplexity-target',
    'trimix:perplexity-cautious',
    'trimix:online',
    'trimix:entropy',
    'safw',
    'trimix:best-fixed',
  ],
];

function checkReport(json: unknown): void {
  const { rules, grid } = json as Report;
  for (const name of names) expect(rules.map((rule) => rule.name)).toContain(name);
  for (const { perplexity, perplexityPerByte, negativeLogLikelihood, tokens, bytes } of rules) {
    expect(perplexity).toBeCloseTo(Math.exp(negativeLogLikelihood / tokens), 9);
    expect(perplexityPerByte).toBeCloseTo(Math.exp(negativeLogLikelihood / bytes), 9);
    expect(tokens).toBe(rules[0]?.tokens);
  }
  expect(grid).toHaveLength(36);
  const best = rules.find(({ name }) => name === 'trimix:best-fixed');
  expect(best?.perplexity).toBe(Math.min(...grid.map(({ perplexity }) => perplexity)));
  expect(best?.alpha).toBeGreaterThan(0);
}

describe('trimix eval perplexity', () => {
  it('measures lines of text under all rules', async () => {
    const { code, json } = await runJson(['eval', 'perplexity', '--lang', 'kk', '--file', file('kk.txt')]);
    expect(code).toBe(0);
    expect(json).toMatchObject({ task: 'continuation', language: 'kk-Cyrl', texts: 3 });
    checkReport(json);
  });

  it('measures translations after prompts with examples', async () => {
    const { code, json } = await runJson([
      ...['eval', 'perplexity', '--task', 'translation', '--lang', 'kk', '--file', file('pairs.json')],
      ...['--examples', file('pairs.json'), '--shots', '2', '--limit', '2'],
    ]);
    expect(code).toBe(0);
    expect(json).toMatchObject({ task: 'translation', from: 'en', to: 'kk-Arab', texts: 2, shots: 2 });
    checkReport(json);
  });

  it('prints a table', async () => {
    const { out } = await runCli([
      'eval',
      'perplexity',
      '--lang',
      'kk',
      '--file',
      file('kk.txt'),
      '--limit',
      '1',
    ]);
    expect(out).toMatch(/rule\s+per token\s+per byte/);
    expect(out).toContain('best fixed pair');
  });

  it.each([
    [['--file', 'latin1.txt'], /not valid UTF-8/],
    [['--file', 'lame.json'], /no text in bo/],
    [['--file', 'lame.json', '--task', 'translation'], /no entry with text in both/],
  ])('says what is wrong with %j', async ([, name = '', ...rest], message) => {
    const { code, err } = await runCli(['eval', 'perplexity', '--lang', 'bo', '--file', file(name), ...rest]);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });
});

describe('trimix eval translate', () => {
  it('gives chrF++ per rule', async () => {
    const { code, json } = await runJson([
      ...[
        'eval',
        'translate',
        '--lang',
        'kk',
        '--file',
        file('pairs.json'),
        '--limit',
        '1',
        '--max-tokens',
        '16',
      ],
      ...['--examples', file('pairs.json'), '--shots', '1', '--rule', 'single:small-cpt'],
    ]);
    expect(code).toBe(0);
    const { rules } = json as { rules: Record<string, unknown>[] };
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject({ name: 'single:small-cpt', 'chrf++': expect.any(Number) as number });
    expect(rules[0]?.['translations']).toHaveLength(1);
  });
});
