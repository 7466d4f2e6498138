import type { ScoreReport } from '../../src/engine/index.ts';
import type { Perplexities, PerplexityTask } from './perplexities.ts';

const guided = ['trimix:perplexity-target', 'trimix:perplexity-cautious'] as const;
const smallCpt = 'single:small-cpt';

/**
 * Whether the expectation holds that the demo was made to test: weights guided by the perplexity of the
 * target-language parts beat the best single source on translations, and are no worse than small-cpt on plain text.
 */
export function verdicts(
  task: PerplexityTask,
  byTag: Readonly<Record<string, Perplexities>>,
): readonly string[] {
  return guided.flatMap((rule) =>
    Object.entries(byTag).map(([tag, { rules }]) => {
      const mix = named(rules, rule);
      const singles = rules.filter(({ name }) => name.startsWith('single:'));
      const best = singles.reduce((a, b) => (b.perplexity < a.perplexity ? b : a));
      const rival = task === 'continuation' ? named(rules, smallCpt) : best;
      const change = 100 * (mix.perplexity / rival.perplexity - 1);
      const holds = task === 'continuation' ? change <= 0 : change < 0;
      const sign = change >= 0 ? '+' : '';
      return `- ${tag}: ${rule} against ${rival.name}: ${sign}${change.toFixed(1)} % ${holds ? '(as expected)' : '(NOT as expected)'}`;
    }),
  );
}

function named(rules: readonly ScoreReport[], name: string): ScoreReport {
  const found = rules.find((rule) => rule.name === name);
  if (found === undefined) throw new Error(`No rule is called ${name}.`);
  return found;
}
