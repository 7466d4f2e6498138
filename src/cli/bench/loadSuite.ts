import { complete, loadTrio, type ExecutionProviderChoice } from '../../engine/index.ts';
import type { Io } from '../io.ts';
import { passages } from './passages.ts';
import { median } from './statistics.ts';
import type { SuiteResult } from './suite.ts';

/**
 * Loading a trio until its first token. `laterLoadVsFirst`: how many times faster it loads once the files are in the
 * system's cache and the runtime is warm.
 */
export async function loadSuite(
  directory: string,
  executionProvider: ExecutionProviderChoice,
  quick: boolean,
  io: Io,
): Promise<SuiteResult> {
  const rounds = quick ? 4 : 10;
  const load: number[] = [];
  const firstToken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    const trio = await loadTrio(directory, { executionProvider, signal: io.signal });
    const loadedAt = performance.now();
    try {
      const [language] = trio.info.languages;
      if (language === undefined) throw new Error('A trio has at least one language.');
      const rule = {
        kind: 'trimix',
        weights: { kind: 'fixed', ...trio.info.recommendedWeights.completion },
      } as const;
      const request = { prefix: passages[language], language, rule, maxTokens: 1, endAt: 'none' } as const;
      await complete(trio, { ...request, sampling: { kind: 'greedy' } }, { signal: io.signal });
      load.push(loadedAt - startedAt);
      firstToken.push(performance.now() - loadedAt);
    } finally {
      await trio.dispose();
    }
  }
  const [firstLoadMs = Number.NaN, ...later] = load;
  return {
    ratios: { laterLoadVsFirst: firstLoadMs / median(later) },
    measurements: { firstLoadMs, laterLoadMs: median(later), firstTokenMs: median(firstToken) },
  };
}
