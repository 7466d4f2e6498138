import { decodeSuite } from '../bench/decodeSuite.ts';
import { keystrokeSuite } from '../bench/keystrokeSuite.ts';
import { loadSuite } from '../bench/loadSuite.ts';
import type { SuiteResult } from '../bench/suite.ts';
import { assertNever } from '../../engine/errors.ts';
import { defineCommand, print } from '../command.ts';
import type { Io } from '../io.ts';
import { machine } from '../machine.ts';
import { parseChoice } from '../numbers.ts';
import { table } from '../table.ts';
import { trioBudget, trioDirectory, trioOptions, withTrio, type TrioValues } from '../trioOption.ts';

/** In the order they run: loading is measured in a process that has not loaded yet. */
const suites = ['load', 'decode', 'keystroke'] as const;

export const benchCommand = defineCommand({
  name: 'bench',
  summary: 'Measure speed as ratios within one run',
  options: {
    suite: { type: 'string', value: 'S', about: `${suites.join(' or ')}; default: all` },
    quick: { type: 'boolean', about: 'fewer and shorter rounds' },
    ...trioOptions,
  },
  async run(values, io) {
    const chosen = values.suite === undefined ? suites : [parseChoice('suite', values.suite, suites)];
    const quick = values.quick === true;
    const results: SuiteResult[] = [];
    for (const suite of chosen) {
      results.push(await measure(suite, values, quick, io));
    }
    const ratios = merge(results.map((result) => result.ratios));
    const measurements = merge(results.map((result) => result.measurements));
    print(io, values.json, { suites: chosen, quick, ratios, measurements, machine: machine() }, () =>
      [
        table(['ratio', 'times faster'], lines(ratios)),
        table(['measured', 'median'], lines(measurements)),
      ].join('\n'),
    );
    return true;
  },
});

async function measure(
  suite: (typeof suites)[number],
  values: TrioValues,
  quick: boolean,
  io: Io,
): Promise<SuiteResult> {
  const trio = trioDirectory(values, io);
  const budget = trioBudget({ ...values, whole: true }, io);
  switch (suite) {
    case 'load':
      return await loadSuite(trio, budget, quick, io);
    case 'decode':
      return await withTrio({ ...values, whole: true }, io, (loaded) => decodeSuite(loaded, quick, io));
    case 'keystroke': {
      const { executionProvider } = budget;
      return await keystrokeSuite({ trioPath: trio, executionProvider }, quick, io);
    }
    default:
      return assertNever(suite);
  }
}

function merge(records: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record)));
}

function lines(record: Readonly<Record<string, number>>): string[][] {
  return Object.entries(record).map(([name, value]) => [name, value.toFixed(2)]);
}
