import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { complete, loadTrio, type CompletionRequest, type Trio } from '../../../src/engine/index.ts';
import { loadDemo } from '../demo.ts';
import { makeForeignDemo } from '../foreignDemo.ts';
import { realPrefixes } from '../udhr.ts';

let foreign: Awaited<ReturnType<typeof makeForeignDemo>>;
beforeAll(async () => {
  foreign = await makeForeignDemo();
});
afterAll(() => foreign.remove());

const load = (folder: string): Promise<Trio> => loadTrio(folder, { executionProvider: 'cpu', threads: 1 });

async function texts(trio: Trio): Promise<string[]> {
  const found: string[] = [];
  for (const { tag, prefix } of realPrefixes(2)) {
    // α 0.1 β 0.7 lets all three run; weights from the prompt ask for many rows at once.
    for (const weights of [
      { kind: 'fixed', alpha: 0.1, beta: 0.7 },
      { kind: 'perplexity', over: 'target' },
    ] as const) {
      const request: CompletionRequest = {
        prefix,
        language: tag,
        maxTokens: 10,
        endAt: 'none',
        rule: { kind: 'trimix', weights },
        sampling: { kind: 'greedy' },
      };
      found.push((await complete(trio, request)).text);
    }
  }
  return found;
}

describe('a trio whose caches are cut to be rewound', () => {
  // Weights with which all three models run, and texts that were seen to part where runs were not even.
  const rule = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.3, beta: 0.9 } } as const;
  const prompts = realPrefixes(8);
  let cut: Awaited<ReturnType<typeof makeForeignDemo>>;
  let trio: Trio;
  beforeAll(async () => {
    cut = await makeForeignDemo('optimum');
    trio = await load(cut.folder);
  });
  afterAll(async () => {
    await trio.dispose();
    await cut.remove();
  });

  it('writes the same text with drafts and without, behind a cached prefix and from the start', async () => {
    let drafted = 0;
    for (const { tag, prefix } of prompts) {
      const request: CompletionRequest = {
        prefix,
        language: tag,
        maxTokens: 24,
        endAt: 'none',
        rule,
        sampling: { kind: 'greedy' },
      };
      const plain = await complete(trio, request, {}, { reusePrefix: false, speculate: false });
      const speculative = await complete(trio, request, {}, { reusePrefix: false });
      const again = await complete(trio, request);
      drafted += speculative.speculation.drafted;
      for (const { text, tokens, stop } of [speculative, again])
        expect({ tag, prefix, text, tokens, stop }).toEqual({
          tag,
          prefix,
          text: plain.text,
          tokens: plain.tokens,
          stop: plain.stop,
        });
      expect(again.timings.cachedTokens).toBe(again.timings.promptTokens - 1);
    }
    const { models } = trio;
    expect(Object.values(models).map((model) => model?.folder.description.graph.rewinding)).toEqual(
      Array(3).fill('slice'),
    );
    expect(drafted).toBeGreaterThan(prompts.length);
  });
});

describe('a trio of models that others made', () => {
  it('writes what TriMix’s own layout writes, in all languages', async () => {
    const own = await loadDemo();
    onTestFinished(() => own.dispose());
    const trio = await load(foreign.folder);
    onTestFinished(() => trio.dispose());
    expect(trio.info.models.smallBase).toMatchObject({
      precision: 'int8',
      contextLength: 1024,
      logitsWidth: 8192,
    });
    expect(trio.endOfTextIds).toEqual(own.endOfTextIds);
    const written = await texts(own);
    expect(new Set(written).size).toBeGreaterThan(6);
    expect(await texts(trio)).toEqual(written);
  });

  it('is refused when one of them has another tokenizer, or none', async () => {
    const { folder, remove } = await makeForeignDemo();
    onTestFinished(remove);
    const tokenizer = join(folder, 'small-base/tokenizer.json');
    const definition = JSON.parse(await readFile(tokenizer, 'utf8')) as { normalizer: unknown };
    await writeFile(tokenizer, JSON.stringify(definition));
    await (await load(folder)).dispose();
    definition.normalizer = { type: 'NFKD' };
    await writeFile(tokenizer, JSON.stringify(definition));
    await expect(load(folder)).rejects.toMatchObject({
      code: 'trio-tokenizers-differ',
      message: /small-base was made with another/,
    });
    await rm(tokenizer);
    await expect(load(folder)).rejects.toMatchObject({
      code: 'trio-tokenizers-differ',
      message: /small-base has no tokenizer\.json/,
    });
  });
});
