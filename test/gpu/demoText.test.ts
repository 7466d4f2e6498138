import { expect, test } from 'vitest';
import { complete, loadTrio, recommendedRule, type Generation, type Trio } from '../../src/engine/index.ts';
import { testProvider } from '../../src/engine/runtime/smokeTest/providerTests.ts';
import { describeVerdict } from '../../src/engine/runtime/smokeTest/verdict.ts';
import { languageTags, type LanguageTag } from '../../src/engine/text/languages.ts';
import { demoDirectory } from '../engine/demo.ts';
import { smokeProgram } from '../engine/runtime/smokeTest/smokeProgram.ts';
import { paragraphs } from '../engine/udhr.ts';
import { temporaryFolder } from '../models/support/folders.ts';
import { lightSmokeModels } from './lightSmokeModels.ts';

const promptsPerLanguage = 4;
const tokens = 16;

async function continueText(trio: Trio, language: LanguageTag, prefix: string): Promise<Generation> {
  const rule = recommendedRule(trio.info, { kind: 'completion', language });
  const request = { prefix, language, rule, maxTokens: tokens, endAt: 'none' } as const;
  return complete(trio, { ...request, sampling: { kind: 'greedy' } }, { trace: 'all' });
}

/** The first `count` paragraphs of real text, cut after a word. */
function prompts(language: LanguageTag): readonly string[] {
  return paragraphs(language)
    .filter((paragraph) => paragraph.length > 80)
    .slice(0, promptsPerLanguage)
    .map((paragraph) => paragraph.slice(0, 80));
}

// The CPU rounds activations to 8 bits, WebGPU mostly does not: where two tokens are all but equally likely, the two
// may choose differently, and go different ways from there.
test(
  'the demo trio writes on WebGPU what it writes on the CPU, up to choices that hang by a hair',
  { timeout: 600_000 },
  async () => {
    const [models, cacheFolder] = [await temporaryFolder(), await temporaryFolder()];
    await lightSmokeModels(models);
    const providerTests = { program: smokeProgram, models, cacheFolder };
    // Software Vulkan compiles its programs for minutes where it sees them first and the machine is busy.
    const verdict = await testProvider('webgpu', providerTests, { timeoutMs: 280_000 });
    console.log(describeVerdict(verdict));
    expect(verdict.kind).toBe('passed');
    const cpu = await loadTrio(demoDirectory, { executionProvider: 'cpu', threads: 2 });
    const gpu = await loadTrio(demoDirectory, { executionProvider: 'webgpu', providerTests, threads: 2 });
    const margins: number[] = [];
    let same = 0;
    let texts = 0;
    try {
      for (const language of languageTags) {
        for (const prefix of prompts(language)) {
          const [expected, found] = [
            await continueText(cpu, language, prefix),
            await continueText(gpu, language, prefix),
          ];
          expect(Object.values(gpu.info.models).map((model) => model?.executionProvider)).toEqual(
            Array(3).fill('webgpu'),
          );
          texts++;
          const differs = expected.trace.findIndex(({ token }, at) => token !== found.trace[at]?.token);
          if (differs === -1) {
            expect(found.text).toBe(expected.text);
            same++;
          } else {
            margins.push(expected.trace[differs]!.margin);
          }
        }
      }
    } finally {
      await Promise.all([cpu.dispose(), gpu.dispose()]);
    }
    const shown = margins.map((margin) => margin.toFixed(3)).join(', ');
    console.log(`${same} of ${texts} texts are the same; margins where the others part: ${shown}`);
    // One of the texts is short of long paragraphs.
    expect(texts).toBeGreaterThanOrEqual(20);
    expect(same).toBeGreaterThan(texts / 2);
    expect(Math.max(0, ...margins)).toBeLessThan(0.25);
  },
);
