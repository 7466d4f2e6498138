import { describe, expect, it } from 'vitest';
import { Acceptance } from '../../../../src/engine/decoding/speculation/acceptance.ts';
import { DraftStatistics } from '../../../../src/engine/decoding/speculation/draftStatistics.ts';
import { RunCost } from '../../../../src/engine/decoding/speculation/runCost.ts';

describe('acceptance', () => {
  it('is higher for wider margins before anything was measured', () => {
    const acceptance = new Acceptance();
    const byMargin = [0, 0.3, 0.7, 1.5, 3, 20, Infinity].map((margin) => acceptance.at(margin));
    expect(byMargin).toEqual([...byMargin].sort((a, b) => a - b));
  });

  it('follows what is measured, class by class', () => {
    const acceptance = new Acceptance();
    for (let index = 0; index < 400; index++) acceptance.record(0.1, index % 10 === 0);
    expect(acceptance.at(0.1)).toBeCloseTo(0.1, 0);
    expect(acceptance.at(0.1)).toBeLessThan(0.25);
    expect(acceptance.at(5)).toBeGreaterThan(0.9);
    expect(acceptance.mean).toBeLessThan(0.25);
  });

  it('stays a probability', () => {
    const acceptance = new Acceptance();
    for (let index = 0; index < 1000; index++) acceptance.record(NaN, true);
    expect(acceptance.at(NaN)).toBeLessThanOrEqual(1);
  });
});

describe('the cost of runs', () => {
  it('is learnt from runs of any length', () => {
    const cost = new RunCost(1e8);
    const real = (positions: number): number => 3 + 0.6 * (positions - 1);
    for (let index = 0; index < 600; index++) {
      const positions = 1 + (index % 5);
      cost.record(positions, real(positions));
    }
    for (const positions of [1, 3, 5]) expect(cost.of(positions)).toBeCloseTo(real(positions), 1);
    expect(cost.furtherPosition).toBeCloseTo(0.6, 1);
  });

  it('is not carried away by one slow run', () => {
    const cost = new RunCost(1e8);
    for (let index = 0; index < 200; index++) cost.record(1, 5);
    cost.record(1, 60_000);
    expect(cost.of(1)).toBeLessThan(8);
  });

  it('stays positive', () => {
    const cost = new RunCost(0);
    for (let index = 0; index < 200; index++) cost.record(1 + (index % 8), 0);
    expect(cost.of(1)).toBeGreaterThan(0);
    expect(cost.furtherPosition).toBeGreaterThan(0);
  });
});

describe('repetition', () => {
  it('is trusted less after wrong tokens, and again after a while', () => {
    const statistics = new DraftStatistics({ largeIns: 3, smallCpt: 1, smallBase: 1 });
    const usual = statistics.repetition;
    for (let index = 0; index < 30; index++) statistics.recordRepetition(false);
    const disappointed = statistics.repetition;
    expect(disappointed).toBeLessThan(usual / 2);
    for (let index = 0; index < 200; index++) statistics.passRepetition();
    expect(statistics.repetition).toBeGreaterThan(0.9 * usual);
  });
});
