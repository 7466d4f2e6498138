import type { SuiteResult } from '../../src/cli/bench/suite.ts';
import type { Machine } from '../../src/cli/machine.ts';
import { decodeTable } from './decodeTable.ts';
import { figure, machineLine, markdownTable } from './markdown.ts';

/** A suite of `trimix bench` with what it measured. */
export interface MeasuredSuite extends SuiteResult {
  readonly suite: string;
}

/** The section of the bundled demo. */
export function demoSection(suites: readonly MeasuredSuite[], machine: Machine, date: string): string {
  return [
    '## The bundled demo',
    '',
    'Real text that the demo was not trained on, in every language it writes. Each suite ran in a process of its own:',
    `\`npx trimix bench --suite ${suites[0]?.suite ?? 'decode'}\` and so on. Ratios say how many times faster the first is`,
    'than the second, if nothing else is said.',
    '',
    machineLine(machine, date),
    ...suites.flatMap((suite) => ['', `### ${suite.suite}`, '', suiteTable(suite)]),
  ].join('\n');
}

function suiteTable(suite: MeasuredSuite): string {
  if (suite.suite === 'decode') return decodeTable(suite);
  return markdownTable(
    ['', ''],
    [
      ...Object.entries(suite.measurements).map(([name, value]) => [`\`${name}\``, figure(value)]),
      ...Object.entries(suite.ratios).map(([name, value]) => [`\`ratios.${name}\``, figure(value)]),
    ],
  );
}
