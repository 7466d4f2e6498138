import { complete, loadTrio, recommendedRule } from '../../engine/index.ts';
import { passages } from './passages.ts';
import { median } from './statistics.ts';
import { firstLanguage, type Bench, type SuiteResult } from './suite.ts';

/**
 * Loading a trio until its first token. `laterLoadVsFirst`: how many times faster it loads once the files are in the
 * system's cache and the runtime is warm; `languageSwitchVsLoad`: how many times faster than a load a language gets
 * its small-cpt (only where two languages have one each). Run this suite first, or alone.
 */
export async function loadSuite({ directory, budget, quick, io }: Bench): Promise<SuiteResult> {
  const rounds = quick ? 3 : 10;
  const load: number[] = [];
  const firstToken: number[] = [];
  const languageSwitch: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    const trio = await loadTrio(directory, { ...budget, signal: io.signal });
    const loadedAt = performance.now();
    try {
      const language = firstLanguage(trio);
      const rule = recommendedRule(trio.info, { kind: 'completion', language });
      const request = { prefix: passages[language], language, rule, maxTokens: 1, endAt: 'none' } as const;
      await complete(trio, { ...request, sampling: { kind: 'greedy' } }, { signal: io.signal });
      load.push(loadedAt - startedAt);
      firstToken.push(performance.now() - loadedAt);
      const folder = trio.info.models.smallCpt?.folder;
      for (const other of trio.info.languages) {
        const switchedAt = performance.now();
        await trio.useLanguage(other, io.signal);
        if (trio.info.models.smallCpt?.folder === folder) continue;
        languageSwitch.push(performance.now() - switchedAt);
        break;
      }
    } finally {
      await trio.dispose();
    }
  }
  const [firstLoadMs = Number.NaN, ...later] = load;
  return {
    ratios: {
      laterLoadVsFirst: firstLoadMs / median(later),
      ...(languageSwitch.length === 0
        ? {}
        : { languageSwitchVsLoad: median(later) / median(languageSwitch) }),
    },
    measurements: {
      firstLoadMs,
      laterLoadMs: median(later),
      firstTokenMs: median(firstToken),
      ...(languageSwitch.length === 0 ? {} : { languageSwitchMs: median(languageSwitch) }),
    },
  };
}
