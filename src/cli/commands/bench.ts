import { bandwidthSuite } from '../bench/bandwidthSuite.ts';
import { decodeSuite } from '../bench/decodeSuite.ts';
import { keystrokeSuite } from '../bench/keystrokeSuite.ts';
import { loadSuite } from '../bench/loadSuite.ts';
import { memorySuite } from '../bench/memorySuite.ts';
import { prefillSuite } from '../bench/prefillSuite.ts';
import { onTrio, type Bench, type Suite, type SuiteResult } from '../bench/suite.ts';
import { translationSuite } from '../bench/translationSuite.ts';
import { weightsSuite } from '../bench/weightsSuite.ts';
import { defineCommand, print } from '../command.ts';
import { machine } from '../machine.ts';
import { parseChoice } from '../numbers.ts';
import { table } from '../table.ts';
import { trioBudget, trioDirectory, trioOptions, withTrio } from '../trioOption.ts';

/** In the order they run: loading is measured in a process that has not loaded yet. */
const suites = {
  load: loadSuite,
  memory: memorySuite,
  decode: onTrio(decodeSuite),
  prefill: onTrio(prefillSuite),
  translation: onTrio(translationSuite),
  weights: onTrio(weightsSuite),
  bandwidth: onTrio(bandwidthSuite),
  keystroke: ({ directory: trioPath, budget: { executionProvider }, quick, io }) =>
    keystrokeSuite({ trioPath, executionProvider }, quick, io),
} as const satisfies Record<string, Suite>;

/** Their names, in that order. */
export const suiteNames = Object.keys(suites) as (keyof typeof suites)[];

export const benchCommand = defineCommand({
  name: 'bench',
  summary: 'Measure speed as ratios within one run',
  options: {
    suite: { type: 'string', value: 'S', about: `${suiteNames.join(', ')}; default: all` },
    quick: { type: 'boolean', about: 'fewer and shorter rounds' },
    ...trioOptions,
  },
  async run(values, io) {
    const chosen = values.suite === undefined ? suiteNames : [parseChoice('suite', values.suite, suiteNames)];
    const whole = { ...values, whole: true };
    const bench: Bench = {
      directory: trioDirectory(whole, io),
      budget: trioBudget(whole, io),
      quick: values.quick === true,
      io,
      withTrio: (work) => withTrio(whole, io, work),
    };
    const results: SuiteResult[] = [];
    for (const name of chosen) results.push(await suites[name](bench));
    const ratios = merge(results.map((result) => result.ratios));
    const measurements = merge(results.map((result) => result.measurements));
    print(
      io,
      values.json,
      { suites: chosen, quick: bench.quick, ratios, measurements, machine: machine() },
      () =>
        [
          table(['ratio', 'times faster'], lines(ratios)),
          table(['measured', 'median'], lines(measurements)),
        ].join('\n'),
    );
    return true;
  },
});

function merge(records: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record)));
}

function lines(record: Readonly<Record<string, number>>): string[][] {
  return Object.entries(record).map(([name, value]) => [name, value.toFixed(2)]);
}
