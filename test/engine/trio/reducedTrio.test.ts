import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { passages } from '../../../src/cli/bench/passages.ts';
import {
  availableProviders,
  complete,
  fitTrio,
  loadTrio,
  openTrio,
  scoreTexts,
  sourceIds,
  translate,
  type CompletionRequest,
  type LoadTrioOptions,
  type RuleChoice,
  type SourceId,
  type Trio,
} from '../../../src/engine/index.ts';
import { smallestModelForGpu } from '../../../src/engine/runtime/executionProvider.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { demoDirectory } from '../demo.ts';

let trios: Trio[] = [];
let folders: string[] = [];
afterEach(async () => {
  await Promise.all(trios.map((trio) => trio.dispose()));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  trios = [];
  folders = [];
});

async function load(options: Partial<LoadTrioOptions> = {}, directory = demoDirectory): Promise<Trio> {
  const trio = await loadTrio(directory, { executionProvider: 'cpu', threads: 1, ...options });
  trios.push(trio);
  return trio;
}

const loadedSources = ({ info }: Trio): readonly SourceId[] =>
  sourceIds.filter((source) => info.models[source] !== null);

const fixed = (alpha: number, beta: number): RuleChoice => ({
  kind: 'trimix',
  weights: { kind: 'fixed', alpha, beta },
});

const request = (language: LanguageTag, rule: RuleChoice): CompletionRequest => ({
  prefix: passages[language],
  language,
  rule,
  sampling: { kind: 'greedy' },
  maxTokens: 16,
  endAt: 'none',
});

/** What the demo needs in all, and without small-base, as it is estimated itself. */
async function needs(): Promise<{ whole: number; two: number; one: number }> {
  const { info } = await load();
  const of = (source: SourceId) => info.models[source]!.memoryBytes;
  const two = of('largeIns') + of('smallCpt');
  return { whole: two + of('smallBase'), two, one: of('smallCpt') };
}

describe('a trio in little memory', () => {
  it('loads as many models as fit, and says why others are not there', async () => {
    const { whole, two, one } = await needs();
    expect(loadedSources(await load({ memoryLimit: whole }))).toEqual(sourceIds);
    const withTwo = await load({ memoryLimit: whole - 1 });
    expect(loadedSources(withTwo)).toEqual(['largeIns', 'smallCpt']);
    expect(withTwo.info.missing).toEqual([
      {
        source: 'smallBase',
        reason: { kind: 'memory', neededBytes: whole - two, availableBytes: whole - two - 1 },
      },
    ]);
    const alone = await load({ memoryLimit: two - 1 });
    expect(loadedSources(alone)).toEqual(['smallCpt']);
    expect(alone.info.missing.map(({ source }) => source)).toEqual(['largeIns', 'smallBase']);
    expect(alone.info.missing[1]?.reason).toMatchObject({ kind: 'memory', availableBytes: 0 });
    expect(alone.models).toMatchObject({ largeIns: null, smallBase: null });
    await expect(load({ memoryLimit: one - 1 })).rejects.toMatchObject({
      code: 'memory-insufficient',
      message: /small-cpt alone needs .* Nothing was loaded/u,
    });
  });

  it('is told beforehand, without loading', async () => {
    const { two } = await needs();
    const opened = await openTrio(demoDirectory);
    const { fit, plan, missing } = await fitTrio(opened, { executionProvider: 'cpu', memoryLimit: two });
    expect(fit).toEqual({ kind: 'reduced', models: 2 });
    expect(plan?.placements.map(({ source }) => source)).toEqual(['largeIns', 'smallCpt']);
    expect(missing.map(({ source }) => source)).toEqual(['smallBase']);
    const none = await fitTrio(opened, { executionProvider: 'cpu', memoryLimit: 1e6 });
    expect(none).toMatchObject({ plan: null, fit: { kind: 'too-large', availableBytes: 1e6 } });
  });

  it('is loaded whole or not at all where that is asked for', async () => {
    const { two } = await needs();
    await expect(load({ memoryLimit: two, shortage: 'refuse' })).rejects.toMatchObject({
      code: 'memory-insufficient',
      message: /all models together/u,
    });
  });

  it('counts the steps of what it loads', async () => {
    const { two } = await needs();
    const steps: unknown[] = [];
    await load({ memoryLimit: two, onProgress: (...step) => steps.push(step) });
    expect(steps).toEqual([
      [0, 3, null],
      [1, 3, 'largeIns'],
      [2, 3, 'smallCpt'],
      [3, 3, null],
    ]);
  });

  it('plans its KV caches for the context it is used with', async () => {
    const short = await load({ contextTokens: 64 });
    const long = await load();
    expect(short.info.contextLength).toBe(64);
    expect(short.info.models.largeIns!.memoryBytes).toBeLessThan(long.info.models.largeIns!.memoryBytes);
    const long64 = { ...request('bo', fixed(0.1, 0.9)), prefix: passages.bo.repeat(20), maxTokens: 500 };
    const { timings, tokens } = await complete(short, long64);
    expect(timings.promptTokens + tokens).toBeLessThanOrEqual(64);
  });
});

describe('a trio without small-base', () => {
  it.each(languageTags)('writes the same %s where small-base has no weight', async (tag) => {
    const whole = await load();
    const reduced = await load({ sources: ['largeIns', 'smallCpt'] });
    expect(reduced.info.missing).toEqual([{ source: 'smallBase', reason: { kind: 'not-wanted' } }]);
    for (const rule of [fixed(0.1, 0.9), fixed(0.3, 0.7)]) {
      const { text, tokens } = await complete(whole, request(tag, rule));
      expect(tokens).toBeGreaterThan(0);
      expect(await complete(reduced, request(tag, rule))).toMatchObject({ text, tokens });
    }
    const asked = { text: passages[tag], from: tag, to: 'en', maxTokens: 8 } as const;
    const how = { ...asked, rule: fixed(0.3, 0.7), sampling: { kind: 'greedy' } } as const;
    expect((await translate(reduced, how)).text).toBe((await translate(whole, how)).text);
  });

  it('mixes what is left in the same proportion', async () => {
    const reduced = await load({ sources: ['largeIns', 'smallCpt'] });
    const { weights, trace } = await complete(reduced, request('ug', fixed(0.9, 0.9)), { trace: 'all' });
    expect(weights).toEqual({ largeIns: 0.5, smallCpt: 0.5, smallBase: 0 });
    expect(trace[0]?.sources.smallBase).toBeNull();
    expect(trace[0]?.sources.largeIns).not.toBeNull();
  });

  it.each([
    { kind: 'perplexity', over: 'prompt' },
    { kind: 'perplexity', over: 'target', cautious: true },
    { kind: 'online' },
    { kind: 'online', usual: { alpha: 0.3, beta: 0.3 } },
    { kind: 'entropy' },
  ] as const)('selects among the pairs that are left: $kind', async (weights) => {
    const reduced = await load({ sources: ['largeIns', 'smallCpt'] });
    const found = await complete(reduced, request('kk-Cyrl', { kind: 'trimix', weights }));
    expect(found.weights.smallBase).toBe(0);
    expect(found.weights.largeIns + found.weights.smallCpt).toBeCloseTo(1, 12);
    expect(found.weightOrigin.kind).toBe(weights.kind);
    // Of the pairs that are left it is the best: their scores are those of the whole trio.
    if (weights.kind !== 'perplexity' || weights.over !== 'prompt') return;
    const whole = await load();
    const context = passages['kk-Cyrl'];
    const rules = [0.1, 0.3, 0.5, 0.7, 0.9].map((alpha) => ({
      name: String(alpha),
      rule: fixed(alpha, Math.round(10 * (1 - alpha)) / 10),
    }));
    const reports = await scoreTexts(whole, [{ context: '', target: context, language: 'kk-Cyrl' }], rules);
    const best = reports.reduce((least, report) =>
      report.negativeLogLikelihood < least.negativeLogLikelihood ? report : least,
    );
    expect(Number(best.name)).toBeCloseTo(found.weights.largeIns, 12);
  });

  it('scores rules as the whole trio does where small-base has no weight', async () => {
    const texts = [{ context: '', target: passages['mn-Cyrl'], language: 'mn-Cyrl' }] as const;
    const rules = [
      { name: 'pair', rule: fixed(0.3, 0.7) },
      { name: 'guided', rule: { kind: 'trimix', weights: { kind: 'perplexity', over: 'prompt' } } },
    ] as const;
    const [pair, guided] = await scoreTexts(await load({ sources: ['largeIns', 'smallCpt'] }), texts, rules);
    const [same] = await scoreTexts(await load(), texts, [rules[0]]);
    expect(pair!.negativeLogLikelihood).toBeCloseTo(same!.negativeLogLikelihood, 4);
    expect(guided!.meanWeights.smallBase).toBe(0);
  });

  it('says which rules cannot be, and serves the next request', async () => {
    const reduced = await load({ sources: ['largeIns', 'smallCpt'] });
    const proxy = complete(reduced, request('bo', { kind: 'proxy-tuning', strength: 1 }));
    await expect(proxy).rejects.toMatchObject({ code: 'source-not-loaded', message: /small-base/u });
    expect((await complete(reduced, request('bo', fixed(0.1, 0.9)))).text).not.toBe('');
  });
});

describe('small-cpt alone', () => {
  it('writes as its single rule does', async () => {
    const whole = await load();
    const alone = await load({ sources: ['smallCpt'] });
    const single = await complete(whole, request('mn-Mong', { kind: 'single', source: 'smallCpt' }));
    for (const rule of [fixed(0.1, 0.9), { kind: 'trimix', weights: { kind: 'entropy' } } as const]) {
      expect((await complete(alone, request('mn-Mong', rule))).text).toBe(single.text);
    }
    const weights = { largeIns: 0, smallCpt: 1, smallBase: 0 };
    expect((await complete(alone, request('ug', fixed(0.1, 0.9)))).weights).toEqual(weights);
    expect(alone.info.models.smallCpt?.folder).toBe('small-cpt-ug');
  });
});

describe('a provider that refuses a model', () => {
  /** A trio whose large-ins looks worth a graphics processor: its data file ends in a hole. */
  async function inflatedTrio(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'trimix-reduced-'));
    folders.push(folder);
    await cp(demoDirectory, folder, { recursive: true });
    const model = join(folder, 'large-ins');
    await truncate(join(model, 'model.onnx.data'), smallestModelForGpu);
    const file = join(model, 'trimix-model.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as { files: { path: string; bytes: number }[] };
    for (const entry of manifest.files) {
      if (entry.path === 'model.onnx.data') entry.bytes = smallestModelForGpu;
    }
    await writeFile(file, JSON.stringify(manifest));
    return folder;
  }

  it('is passed over: the model runs on the CPU', async () => {
    const directory = await inflatedTrio();
    const trio = await load({ executionProvider: 'auto', gpuMemory: 8e9 }, directory);
    expect(loadedSources(trio)).toEqual(sourceIds);
    // Where there is a graphics processor it is taken; elsewhere it was planned for and refused.
    const { executionProvider, refusedBy } = trio.info.models.largeIns!;
    expect(['cpu', 'webgpu', 'dml', 'coreml']).toContain(executionProvider);
    if (executionProvider === 'cpu' && availableProviders().length > 1) {
      expect(refusedBy[0]?.message).toMatch(/\S/u);
      expect(trio.info.models.smallCpt?.refusedBy).toEqual([]);
    }
    expect((await complete(trio, request('bo', fixed(0.1, 0.9)))).text).not.toBe('');
  });

  it('leaves its reason where there is no room for the model elsewhere', async () => {
    const directory = await inflatedTrio();
    const trio = await load({ executionProvider: 'auto', gpuMemory: 8e9, memoryLimit: 200e6 }, directory);
    // Too large for the main memory that is allowed: on a machine without a graphics processor it is left out.
    if (trio.info.models.largeIns !== null) return;
    expect(trio.info.missing).toContainEqual({
      source: 'largeIns',
      reason: {
        kind: 'refused',
        executionProvider: expect.any(String) as string,
        message: expect.stringMatching(/\S/u) as string,
      },
    });
    expect((await complete(trio, request('bo', fixed(0.1, 0.9)))).text).not.toBe('');
  });

  it('is an error where it is the one that was named', async () => {
    const wish = load({ executionProvider: 'webgpu', gpuMemory: 8e9 });
    const outcome = await wish.then(
      (trio) => trio.info.models.smallCpt?.executionProvider,
      (error: unknown) => (error as { code: string }).code,
    );
    expect(['webgpu', 'execution-provider-unavailable']).toContain(outcome);
  });
});
