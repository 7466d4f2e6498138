import { complete, recommendedRule, sourceIds } from '../../engine/index.ts';
import { longText } from './benchTexts.ts';
import { firstLanguage, type Bench, type SuiteResult } from './suite.ts';

/** Bytes of a megabyte. */
const megabyte = 1e6;

/** The unit of Node's `maxRSS`. */
const kibibyte = 1024;

/**
 * Resident memory of the whole process, Node and ONNX Runtime included, before the trio is loaded, after it, and after
 * a long prompt and its first tokens in every model. `memoryEstimateVsGrowth`: what the estimate that decides on loading
 * says, for a full context, over what the process grew by. Clean only in a process that has done nothing before: run
 * this suite alone.
 */
export async function memorySuite({ quick, io, ...bench }: Bench): Promise<SuiteResult> {
  const before = process.memoryUsage().rss;
  return await bench.withTrio(async (trio) => {
    const loaded = process.memoryUsage().rss;
    const language = firstLanguage(trio);
    const rule = recommendedRule(trio.info, { kind: 'completion', language });
    const prefix = longText(io.packageRoot, language, quick ? 400 : 20_000);
    const request = { prefix, language, rule, maxTokens: 8, endAt: 'none' } as const;
    await complete(
      trio,
      { ...request, sampling: { kind: 'greedy' } },
      { signal: io.signal },
      { runAllSources: true },
    );
    const used = process.memoryUsage().rss;
    const estimate = sourceIds.reduce((sum, source) => sum + (trio.info.models[source]?.memoryBytes ?? 0), 0);
    return {
      ratios: { memoryEstimateVsGrowth: estimate / (used - before) },
      measurements: {
        withoutModelsMB: before / megabyte,
        loadedMB: loaded / megabyte,
        residentMB: used / megabyte,
        peakResidentMB: (process.resourceUsage().maxRSS * kibibyte) / megabyte,
        estimatedMB: estimate / megabyte,
      },
    };
  });
}
