import { describe, expect, it } from 'vitest';
import { proxyTuningRule, singleRule, trimixRule } from '../../../src/engine/fusion/linearRule.ts';
import { mixLogits, sourcesWithWeight, trimixWeights } from '../../../src/engine/fusion/mix.ts';
import type { FusionRule } from '../../../src/engine/fusion/rule.ts';
import { weightGrid } from '../../../src/engine/fusion/grid.ts';
import { sourceIds } from '../../../src/engine/fusion/sources.ts';
import { randomRows } from './rows.ts';

const size = 5000;

describe('mixing logits', () => {
  it('agrees with the formula computed in double precision, for all 36 pairs', () => {
    let worst = 0;
    for (const [index, { alpha, beta }] of weightGrid.entries()) {
      const rows = randomRows(size, index);
      const out = new Float32Array(size);
      mixLogits(rows, trimixWeights(alpha, beta), size, out);
      for (let id = 0; id < size; id++) {
        const direct =
          alpha * rows.largeIns[id]! + beta * rows.smallCpt[id]! + (1 - alpha - beta) * rows.smallBase[id]!;
        worst = Math.max(worst, Math.abs(out[id]! - direct));
      }
    }
    expect(worst).toBeLessThan(1e-5);
  });

  it('sweeps the rounding dust of 1 − 0.9 − 0.1, so that the base model need not run', () => {
    expect(1 - 0.9 - 0.1).not.toBe(0);
    expect(trimixWeights(0.9, 0.1).smallBase).toBe(0);
    expect(sourcesWithWeight(trimixWeights(0.9, 0.1))).toEqual(['largeIns', 'smallCpt']);
  });

  it('never reads a source of weight 0', () => {
    const rows = randomRows(size, 1);
    const out = new Float32Array(size);
    mixLogits({ ...rows, smallBase: null }, trimixWeights(0.5, 0.5), size, out);
    const poisoned = { ...rows, smallBase: new Float32Array(size).fill(NaN) };
    const again = new Float32Array(size);
    mixLogits(poisoned, trimixWeights(0.5, 0.5), size, again);
    expect(again).toEqual(out);
  });

  it('refuses to leave out a source that has a weight', () => {
    const rows = { ...randomRows(size, 1), largeIns: null };
    expect(() => mixLogits(rows, trimixWeights(0.1, 0.9), size, new Float32Array(size))).toThrow(/largeIns/);
  });

  it('gives a single source back bit by bit', () => {
    const rows = randomRows(size, 2);
    for (const source of sourceIds) {
      const out = new Float32Array(size);
      mixLogits(rows, singleRule(source).weigh(rows, size), size, out);
      expect(out).toEqual(rows[source]);
    }
  });
});

describe('linear rules', () => {
  const rows = randomRows(8, 3);
  const weigh = (rule: FusionRule) => rule.weigh(rows, 8);

  it('Proxy Tuning is large-ins + a·(small-cpt − small-base)', () => {
    expect(weigh(proxyTuningRule(0.5))).toEqual({ largeIns: 1, smallCpt: 0.5, smallBase: -0.5 });
    expect(proxyTuningRule(0).sources).toEqual(['largeIns']);
  });

  it('TriMix weights sum to 1', () => {
    for (const { alpha, beta } of weightGrid) {
      const weights = weigh(trimixRule(alpha, beta, { kind: 'fixed' }));
      expect(weights.largeIns + weights.smallCpt + weights.smallBase).toBeCloseTo(1, 12);
    }
  });
});
