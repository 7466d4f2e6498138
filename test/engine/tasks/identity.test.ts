import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complete, type CompletionRequest, type RuleChoice, type Trio } from '../../../src/engine/index.ts';
import type { PlainDecoding } from '../../../src/engine/decoding/plainDecoding.ts';
import { loadDemo } from '../demo.ts';
import { realPrefixes } from '../udhr.ts';

// Greedy text must not depend on how it was computed: 60 real prompts, ten in each language-script pair.
const prompts = realPrefixes(10);

let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

async function texts(
  rule: RuleChoice,
  plain: PlainDecoding,
  trace: 'off' | 'used' | 'all' = 'off',
): Promise<string[]> {
  const results: string[] = [];
  for (const { tag, prefix } of prompts) {
    const request: CompletionRequest = {
      prefix,
      language: tag,
      maxTokens: 12,
      endAt: 'none',
      rule,
      sampling: { kind: 'greedy' },
    };
    results.push((await complete(trio, request, { trace }, plain)).text);
  }
  return results;
}

const fixed: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } };
const plainest: PlainDecoding = { reusePrefix: false, chunk: 10_000, runAllSources: true };

describe('greedy text is identical', () => {
  let plain: string[];
  beforeAll(async () => {
    plain = await texts(fixed, plainest);
  }, 120_000);

  it('has something to compare: text for at least 50 prompts', () => {
    expect(prompts.length).toBeGreaterThanOrEqual(50);
    expect(plain.filter((text) => text !== '').length).toBeGreaterThanOrEqual(50);
    expect(new Set(plain).size).toBeGreaterThan(30);
  });

  it('with and without reuse of the cached prefix', async () => {
    expect(await texts(fixed, { ...plainest, reusePrefix: true })).toEqual(plain);
  });

  it('with chunked prefill, also in odd sizes', async () => {
    expect(await texts(fixed, { ...plainest, chunk: 64 })).toEqual(plain);
    expect(await texts(fixed, { ...plainest, chunk: 7 })).toEqual(plain);
  });

  it('with and without running sources of weight 0', async () => {
    expect(await texts(fixed, { ...plainest, runAllSources: false })).toEqual(plain);
  });

  it('with everything on, twice', async () => {
    expect(await texts(fixed, {})).toEqual(plain);
    expect(await texts(fixed, {})).toEqual(plain);
  });

  it('whether somebody looks or not', async () => {
    expect(await texts(fixed, {}, 'used')).toEqual(plain);
    expect(await texts(fixed, {}, 'all')).toEqual(plain);
  });
});

describe('weights selected from the prompt', () => {
  const guided: RuleChoice = { kind: 'trimix', weights: { kind: 'perplexity', over: 'prompt' } };

  it('give identical text with and without reuse of scores and prefixes', async () => {
    expect(await texts(guided, {})).toEqual(await texts(guided, plainest));
  });

  const online: RuleChoice = { kind: 'trimix', weights: { kind: 'online' } };

  it('following the document, give identical text however scores were computed', async () => {
    const plain = await texts(online, { ...plainest, exactScores: true });
    expect(plain.filter((text) => text !== '').length).toBeGreaterThanOrEqual(50);
    expect(await texts(online, {})).toEqual(plain);
    expect(await texts(online, { chunk: 7 })).toEqual(plain);
    expect(await texts(online, { exactScores: true })).toEqual(plain);
  });
});
