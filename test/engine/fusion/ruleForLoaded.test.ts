import { describe, expect, it } from 'vitest';
import { usualPair, weightGrid } from '../../../src/engine/fusion/grid.ts';
import { trimixWeights } from '../../../src/engine/fusion/mix.ts';
import { ruleForLoaded } from '../../../src/engine/fusion/ruleForLoaded.ts';
import type { RuleChoice, WeightChoice } from '../../../src/engine/fusion/ruleChoice.ts';
import { sourceIds, type SourceId } from '../../../src/engine/fusion/sources.ts';

const fixed = (alpha: number, beta: number): RuleChoice => ({
  kind: 'trimix',
  weights: { kind: 'fixed', alpha, beta },
});
const guided = (weights: WeightChoice): RuleChoice => ({ kind: 'trimix', weights });
const notLoaded = (source: string) =>
  expect.objectContaining({
    code: 'source-not-loaded',
    message: expect.stringContaining(source) as string,
  }) as Error;

const withoutBase: readonly SourceId[] = ['largeIns', 'smallCpt'];

const everyRule: readonly RuleChoice[] = [
  fixed(0.1, 0.9),
  fixed(0.5, 1),
  guided({ kind: 'perplexity', over: 'target', cautious: true }),
  guided({ kind: 'entropy' }),
  guided({ kind: 'online' }),
  guided({ kind: 'online', usual: { alpha: 0.5, beta: 0.9 } }),
  { kind: 'proxy-tuning', strength: 1 },
  { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 },
  ...sourceIds.map((source) => ({ kind: 'single', source }) as const),
];

describe('a rule where sources are missing', () => {
  it('is the rule itself with all three', () => {
    for (const rule of everyRule) expect(ruleForLoaded(rule, sourceIds)).toEqual(rule);
  });

  it('keeps pairs that give a missing source no weight exactly as they are', () => {
    const whole = weightGrid.filter(({ alpha, beta }) => trimixWeights(alpha, beta).smallBase === 0);
    expect(whole).toHaveLength(5);
    for (const { alpha, beta } of whole) {
      expect(ruleForLoaded(fixed(alpha, beta), withoutBase)).toEqual(fixed(alpha, beta));
    }
  });

  it.each([
    [1, 1, 0.5, 0.5],
    [0.3, 0.9, 0.25, 0.75],
    [0.1, 0.5, 1 / 6, 5 / 6],
    [0.9, 0.9, 0.5, 0.5],
  ])('scales α %d, β %d to sum to 1 without small-base', (alpha, beta, scaledAlpha, scaledBeta) => {
    const rule = ruleForLoaded(fixed(alpha, beta), withoutBase);
    if (rule.kind !== 'trimix' || rule.weights.kind !== 'fixed') throw new Error(rule.kind);
    expect(rule.weights.alpha).toBeCloseTo(scaledAlpha, 12);
    expect(rule.weights.beta).toBeCloseTo(scaledBeta, 12);
    expect(trimixWeights(rule.weights.alpha, rule.weights.beta).smallBase).toBe(0);
  });

  it('refuses fixed weights of which nothing sound is left', () => {
    expect(() => ruleForLoaded(fixed(0.5, -0.5), withoutBase)).toThrow(notLoaded('small-base'));
    expect(() => ruleForLoaded(fixed(1, 0.3), ['smallCpt', 'smallBase'])).toThrow(notLoaded('large-ins'));
  });

  it('searches weights only where pairs are left to search', () => {
    const rule = guided({ kind: 'perplexity', over: 'prompt' });
    expect(ruleForLoaded(rule, withoutBase)).toBe(rule);
    expect(() => ruleForLoaded(rule, ['smallCpt', 'smallBase'])).toThrow(notLoaded('large-ins'));
  });

  it('gives a usual pair that needs what is missing up for the paper’s', () => {
    const kept = guided({ kind: 'online', halfLife: 64, usual: { alpha: 0.3, beta: 0.7 } });
    expect(ruleForLoaded(kept, withoutBase)).toBe(kept);
    const lost = guided({ kind: 'online', halfLife: 64, usual: { alpha: 0.5, beta: 0.9 } });
    expect(ruleForLoaded(lost, withoutBase)).toEqual(
      guided({ kind: 'online', halfLife: 64, usual: usualPair }),
    );
  });

  it('is the single rule of the only source that is left', () => {
    for (const source of sourceIds) {
      for (const rule of [fixed(0.1, 0.9), fixed(1, 1), guided({ kind: 'entropy' })]) {
        expect(ruleForLoaded(rule, [source])).toEqual({ kind: 'single', source });
      }
    }
  });

  it('keeps its plausibility constraint, and cannot be without the source that judges', () => {
    const plausibility = { source: 'smallCpt', threshold: 0.1 } as const;
    expect(ruleForLoaded({ ...fixed(1, 1), plausibility }, withoutBase)).toMatchObject({ plausibility });
    expect(ruleForLoaded({ ...fixed(0.1, 0.9), plausibility }, ['smallCpt'])).toEqual({
      kind: 'single',
      source: 'smallCpt',
      plausibility,
    });
    const judge = { source: 'largeIns', threshold: 0.1 } as const;
    expect(() => ruleForLoaded({ ...fixed(0.1, 0.9), plausibility: judge }, ['smallCpt'])).toThrow(
      notLoaded('large-ins'),
    );
  });

  it.each<[string, RuleChoice, readonly SourceId[], string]>([
    ['Proxy Tuning without small-base', { kind: 'proxy-tuning', strength: 1 }, withoutBase, 'small-base'],
    ['a missing single source', { kind: 'single', source: 'smallBase' }, withoutBase, 'small-base'],
    [
      'SAF-W without its host',
      { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 },
      ['smallCpt'],
      'large-ins',
    ],
  ])('says so for %s', (_, rule, loaded, missing) => {
    expect(() => ruleForLoaded(rule, loaded)).toThrow(notLoaded(missing));
  });

  it('leaves alone what needs no missing source', () => {
    const safw: RuleChoice = { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 };
    expect(ruleForLoaded(safw, withoutBase)).toBe(safw);
    const single: RuleChoice = { kind: 'single', source: 'smallCpt' };
    expect(ruleForLoaded(single, ['smallCpt'])).toBe(single);
  });
});
