import { describe, expect, it } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { argmax, logSumExp } from '../../../src/engine/fusion/distribution.ts';
import { checkRule } from '../../../src/engine/fusion/makeRule.ts';
import { constrainToPlausible } from '../../../src/engine/fusion/plausibility.ts';
import type { RuleChoice } from '../../../src/engine/fusion/ruleChoice.ts';
import { safwRule } from '../../../src/engine/fusion/safwRule.ts';
import { randomRows } from './rows.ts';

const size = 400;

describe('SAF-W', () => {
  const rule = safwRule('largeIns', 'smallCpt', 0);

  it('hears the scorer the more, the less it endorses the host’s best token', () => {
    for (let seed = 0; seed < 20; seed++) {
      const rows = randomRows(size, seed);
      const best = argmax(rows.largeIns, size);
      const endorsement = Math.exp(rows.smallCpt[best]! - logSumExp(rows.smallCpt, size));
      const weights = rule.weigh(rows, size);
      expect(weights.smallCpt).toBeCloseTo(1 - endorsement, 9);
      expect(weights.largeIns).toBeCloseTo(endorsement, 9);
      expect(weights.smallBase).toBe(0);
    }
  });

  it('never gives a weight outside [0, 1]', () => {
    const rows = randomRows(size, 3);
    expect(safwRule('largeIns', 'smallCpt', 1).weigh(rows, size).smallCpt).toBe(1);
    expect(safwRule('largeIns', 'smallCpt', -5).weigh(rows, size).smallCpt).toBe(0);
  });

  it('runs two sources only', () => {
    expect(rule.sources).toEqual(['largeIns', 'smallCpt']);
  });
});

describe('the plausibility constraint', () => {
  it('keeps exactly the tokens above the threshold', () => {
    const { smallCpt, largeIns } = randomRows(size, 9);
    const fused = largeIns.slice();
    const banned = constrainToPlausible(fused, smallCpt, 0.1, size);
    const floor = Math.max(...smallCpt) + Math.log(0.1);
    let expected = 0;
    for (let id = 0; id < size; id++) {
      const keep = smallCpt[id]! > floor;
      expect(fused[id]).toBe(keep ? largeIns[id] : -Infinity);
      if (!keep) expected++;
    }
    expect(banned).toBe(expected);
    expect(fused[argmax(smallCpt, size)]).not.toBe(-Infinity);
  });
});

describe('checking a choice', () => {
  const wrong: readonly RuleChoice[] = [
    { kind: 'trimix', weights: { kind: 'fixed', alpha: NaN, beta: 0.9 } },
    { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: Infinity } },
    { kind: 'trimix', weights: { kind: 'online', halfLife: 0.5 } },
    { kind: 'trimix', weights: { kind: 'online', halfLife: NaN } },
    { kind: 'trimix', weights: { kind: 'online', usual: { alpha: 0.2, beta: 0.8 } } },
    { kind: 'proxy-tuning', strength: 1e6 },
    { kind: 'safw', host: 'smallCpt', scorer: 'smallCpt', offset: 0 },
    { kind: 'single', source: 'smallCpt', plausibility: { source: 'smallCpt', threshold: 0 } },
    { kind: 'single', source: 'smallCpt', plausibility: { source: 'smallCpt', threshold: NaN } },
  ];

  it.each(wrong)('refuses $kind with impossible numbers', (choice) => {
    expect(() => checkRule(choice)).toThrow(TriMixError);
  });

  it('accepts weights outside [0, 1]: the base model’s may be negative', () => {
    expect(() => checkRule({ kind: 'trimix', weights: { kind: 'fixed', alpha: 1, beta: 1 } })).not.toThrow();
  });
});
