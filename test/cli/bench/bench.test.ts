import { describe, expect, it } from 'vitest';
import { suiteNames } from '../../../src/cli/commands/bench.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { runCli, runJson } from '../runCli.ts';

/** Ratios that acceptance and the report read by name. */
const ratios = [
  'laterLoadVsFirst',
  'memoryEstimateVsGrowth',
  'speculativeVsPlain',
  'speculativeVsSkipping',
  'skippingVsAllSources',
  'trimixVsSmallCpt',
  'prefixReuseVsNone',
  'translationSpeculativeVsPlain',
  'rooflineVsSmallCpt',
  'rooflineVsPlain',
  'weightsCostPerStep',
];

interface Measured {
  readonly suites: readonly string[];
  readonly quick: boolean;
  readonly ratios: Readonly<Record<string, number>>;
  /** JSON has no NaN: null where there was no occasion to measure. */
  readonly measurements: Readonly<Record<string, number | null>>;
  readonly machine: { readonly processor: string };
}

describe('trimix bench', () => {
  it('measures every suite of the demo and names its ratios', { timeout: 300_000 }, async () => {
    const { code, json } = await runJson(['bench', '--quick']);
    expect(code).toBe(0);
    const measured = json as Measured;
    expect(measured.suites).toEqual(suiteNames);
    expect(measured.quick).toBe(true);
    expect(measured.machine.processor).not.toBe('');
    for (const name of ratios) expect(measured.ratios[name], name).toBeGreaterThan(0);
    for (const tag of languageTags) {
      expect(measured.ratios[`speculativeVsPlain.${tag}`], tag).toBeGreaterThan(0);
      const acceptance = measured.measurements[`acceptance.${tag}`];
      // A few words may give no occasion to draft.
      if (acceptance === null) continue;
      expect(acceptance, tag).toBeGreaterThanOrEqual(0);
      expect(acceptance, tag).toBeLessThanOrEqual(1);
    }
    expect(measured.measurements['readBandwidthGBPerSecond']).toBeGreaterThan(0);
  });

  it('refuses a suite that is not there and names those that are', async () => {
    const { code, err } = await runCli(['bench', '--suite', 'nonsense']);
    expect(code).toBe(2);
    for (const name of suiteNames) expect(err).toContain(name);
  });
});
