import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lettersOf, rowsOf } from '../../../../../src/engine/text/languageEvidence.ts';
import table from '../../../../../src/engine/text/languageWeights.json' with { type: 'json' };
import type { Language } from './corpus.ts';
import { plans, type Plan } from './plans.ts';
import { learn } from './regression.ts';

const udhr = new URL('../../../../fixtures/udhr/', import.meta.url);

function declaration(tag: string): readonly Language[] {
  const lines = readFileSync(new URL(`${tag}.txt`, udhr), 'utf8')
    .split('\n')
    .slice(0, 40);
  return [{ lines: lines.map((line) => lettersOf(line, 'Cyrl')), weight: 1 }];
}

/** Training as it is done for the tables, on two languages and a few pieces. */
const plan: Plan = {
  rows: 4_096,
  pieces: 3_000,
  classes: {
    'kk-Cyrl': { languages: ['kk-Cyrl'], share: 0.5 },
    'mn-Cyrl': { languages: ['mn-Cyrl'], share: 0.5 },
  },
};
const classes = [declaration('kk-Cyrl'), declaration('mn-Cyrl')];

describe('training of the tables of detection', () => {
  it('gives the same weights in every run', () => {
    expect(learn(plan, classes)).toEqual(learn(plan, classes));
  });

  it('learns to tell two languages', () => {
    const { weights, biases } = learn(plan, classes);
    const answer = (text: string) => {
      const scores = [0, 1].map((at) =>
        rowsOf(lettersOf(text, 'Cyrl'), plan.rows).reduce(
          (sum, row) => sum + weights[2 * row + at]!,
          biases[at]!,
        ),
      );
      return scores[0]! > scores[1]! ? 'kk-Cyrl' : 'mn-Cyrl';
    };
    expect(answer('Барлық адамдар туғанынан азат')).toBe('kk-Cyrl');
    expect(answer('Хүн бүр төрж мэндлэхэд эрх чөлөөтэй')).toBe('mn-Cyrl');
  });

  it.each(['Arab', 'Cyrl', 'Latn'] as const)('has made the table of %s by the present plan', (script) => {
    expect(table[script].rows).toBe(plans[script].rows);
    expect(table[script].classes.map(({ name }) => name)).toEqual(Object.keys(plans[script].classes));
    for (const { weights } of table[script].classes.slice(0, -1))
      expect(weights).toHaveLength(plans[script].rows);
  });
});
