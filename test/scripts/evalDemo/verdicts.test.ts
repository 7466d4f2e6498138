import { expect, it } from 'vitest';
import { verdicts } from '../../../scripts/evalDemo/verdicts.ts';
import type { Perplexities } from '../../../scripts/evalDemo/perplexities.ts';

const rule = (name: string, perplexity: number): Perplexities['rules'][number] => ({
  name,
  tokens: 1,
  bytes: 1,
  negativeLogLikelihood: Math.log(perplexity),
  perplexity,
  perplexityPerByte: 1,
  meanWeights: { largeIns: 0, smallCpt: 1, smallBase: 0 },
});

const measured = (guided: number): Readonly<Record<string, Perplexities>> => ({
  bo: {
    texts: 1,
    shots: 0,
    grid: [],
    oracle: '',
    rules: [
      rule('single:large-ins', 90),
      rule('single:small-cpt', 100),
      rule('single:small-base', 500),
      rule('trimix:perplexity-target', guided),
      rule('trimix:perplexity-cautious', guided),
    ],
  },
});

it.each([
  ['continuation', 100, 'single:small-cpt: +0.0 % (as expected)'],
  ['continuation', 101, 'single:small-cpt: +1.0 % (NOT as expected)'],
  ['into the language', 89, 'single:large-ins: -1.1 % (as expected)'],
  ['into the language', 90, 'single:large-ins: +0.0 % (NOT as expected)'],
] as const)('%s at %d', (task, guided, expected) => {
  const lines = verdicts(task, measured(guided));
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain(expected);
});
