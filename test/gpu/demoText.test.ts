import { join } from 'node:path';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  complete,
  loadTrio,
  type Generation,
  type ProviderTests,
  type Trio,
} from '../../src/engine/index.ts';
import { defaultRule, type RuleChoice } from '../../src/engine/fusion/ruleChoice.ts';
import { graphemeClusters } from '../../src/engine/text/graphemes.ts';
import { languageTags, type LanguageTag } from '../../src/engine/text/languages.ts';
import { demoDirectory } from '../engine/demo.ts';
import { paragraphs } from '../engine/udhr.ts';
import { temporaryFolder } from '../models/support/folders.ts';
import { writeExactDemo } from './exactDemo.ts';
import { passedProvider } from './passedProvider.ts';
import { leastCrossing, Watch } from './watch.ts';

/** Weights with which all three models run at every step, and speculative decoding has two of them verify. */
const allThree: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.3, beta: 0.9 } };

/** Clusters that beginnings of text have: they end inside words, after words and after signs. */
const prefixLengths = [24, 31, 43, 58] as const;

/** Beginnings of real paragraphs, short ones of all paragraphs first. */
function prefixes(language: LanguageTag): readonly string[] {
  const lines = paragraphs(language).map((line) => graphemeClusters(line));
  return prefixLengths.flatMap((length) =>
    lines.filter((line) => line.length > length).map((line) => line.slice(0, length).join('')),
  );
}

function continueText(
  trio: Trio,
  language: LanguageTag,
  prefix: string,
  { rule, maxTokens }: { readonly rule: RuleChoice; readonly maxTokens: number },
): Promise<Generation> {
  const request = { prefix, language, rule, maxTokens, endAt: 'none', sampling: { kind: 'greedy' } } as const;
  return complete(trio, request, { trace: 'used' });
}

interface Comparison {
  readonly language: LanguageTag;
  readonly prefix: string;
  readonly cpu: Generation;
  readonly gpu: Generation;
}

interface Work {
  readonly rule: RuleChoice;
  readonly maxTokens: number;
  readonly promptsPerLanguage: number;
}

/** Loads a trio on both processors and lets both continue the same prompts. */
async function onBoth(directory: string, work: Work): Promise<readonly Comparison[]> {
  const cpu = await loadTrio(directory, { executionProvider: 'cpu', threads: 2 });
  const gpu = await loadTrio(directory, { executionProvider: 'webgpu', providerTests, threads: 2 });
  const found: Comparison[] = [];
  try {
    for (const language of languageTags) {
      let left = work.promptsPerLanguage;
      for (const prefix of prefixes(language)) {
        if (left === 0) break;
        const expected = await continueText(cpu, language, prefix, work);
        // A text that ends early would prove less than it seems to.
        if (expected.tokens < work.maxTokens / 2) continue;
        found.push({ language, prefix, cpu: expected, gpu: await continueText(gpu, language, prefix, work) });
        left--;
      }
      const providers = Object.values(gpu.info.models).map((model) => model?.executionProvider);
      expect(providers).toEqual(Array(3).fill('webgpu'));
    }
  } finally {
    await Promise.all([cpu.dispose(), gpu.dispose()]);
  }
  return found;
}

const tokensOf = ({ trace }: Generation) => trace.map(({ token }) => token);

let providerTests: ProviderTests;

beforeAll(async () => {
  providerTests = await passedProvider();
});

afterEach(() => vi.restoreAllMocks());

// What is left of the difference is the order of sums, 1e-6 of a logit: two tokens would have to be nearer than that.
test.each([
  { precision: 'fp32', promptsPerLanguage: 4, leastTexts: 20, rule: allThree },
  { precision: 'fp16', promptsPerLanguage: 1, leastTexts: 6, rule: defaultRule },
] as const)(
  'in $precision the demo trio writes on WebGPU what it writes on the CPU, and nothing crosses but ids, mask and wanted logits',
  { timeout: 600_000 },
  async ({ precision, promptsPerLanguage, leastTexts, rule }) => {
    const directory = await temporaryFolder();
    await writeExactDemo(precision, directory);
    const watch = new Watch();
    watch.start();
    const maxTokens = 24;
    const begun = performance.now();
    const found = await onBoth(join(directory, precision), { rule, maxTokens, promptsPerLanguage });
    const seconds = (performance.now() - begun) / 1000;
    // Some languages' texts mostly end early with these weights; all languages are there, and enough texts.
    expect(found.length).toBeGreaterThanOrEqual(leastTexts);
    expect(new Set(found.map(({ language }) => language)).size).toBe(languageTags.length);
    for (const { language, prefix, cpu, gpu } of found) {
      expect({ language, prefix, text: gpu.text, tokens: tokensOf(gpu), stop: gpu.stop }).toEqual({
        language,
        prefix,
        text: cpu.text,
        tokens: tokensOf(cpu),
        stop: cpu.stop,
      });
    }
    const width = 8192;
    expect(watch.crossings).toEqual(watch.runs.map((run) => leastCrossing(run, width)));
    const accepted = found.reduce((sum, { gpu }) => sum + gpu.speculation.accepted, 0);
    // Without a run that verifies a draft the several rows of one would not have been watched.
    expect(accepted).toBeGreaterThan(0);
    expect(watch.runs.some(({ rows }) => rows > 1)).toBe(true);
    console.log(
      `${precision}: ${found.length} texts are the same, ${accepted} drafted tokens were accepted, ${watch.runs.length} runs on WebGPU, ${seconds.toFixed(0)} s`,
    );
  },
);

// The CPU rounds activations to 8 bits, WebGPU mostly does not: where two tokens are all but equally likely, the two
// may choose differently, and go different ways from there.
test(
  'the bundled trio writes on WebGPU what it writes on the CPU, up to choices that hang by a hair',
  { timeout: 600_000 },
  async () => {
    const work = { rule: defaultRule, maxTokens: 12, promptsPerLanguage: 2 };
    const found = await onBoth(demoDirectory, work);
    const margins = found.flatMap(({ cpu, gpu }) => {
      const differs = cpu.trace.findIndex(({ token }, at) => token !== gpu.trace[at]?.token);
      return differs === -1 ? [] : [cpu.trace[differs]!.margin];
    });
    const same = found.length - margins.length;
    const shown = margins.map((margin) => margin.toFixed(3)).join(', ');
    console.log(`${same} of ${found.length} texts are the same; margins where the others part: ${shown}`);
    expect(found).toHaveLength(2 * languageTags.length);
    // Few positions are computed in other ways there than many: a draft would change the text.
    expect(found.every(({ gpu }) => gpu.speculation.drafted === 0)).toBe(true);
    expect(found.some(({ cpu }) => cpu.speculation.drafted > 0)).toBe(true);
    expect(same).toBeGreaterThan(found.length / 2);
    expect(Math.max(0, ...margins)).toBeLessThan(0.25);
  },
);
