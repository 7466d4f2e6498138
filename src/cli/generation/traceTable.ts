import { sourceFolder, sourceIds, type Decision, type PerSource, type SourceId } from '../../engine/index.ts';
import { table } from '../table.ts';

/** Signs that would move the terminal's cursor, written as escapes. */
function visible(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function number(value: number, digits = 2): string {
  return value.toFixed(digits);
}

function perSource<T>(values: PerSource<T>, write: (value: T, source: SourceId) => string): string[] {
  return sourceIds.map((source) => write(values[source], source));
}

/**
 * A trace for people: a line per token with who decided it (contributions sum to the margin), and how each source
 * ranked it. The token comes last: terminals disagree on how wide these scripts are.
 */
export function traceTable(trace: readonly Decision[]): string {
  const folders = sourceIds.map((source) => sourceFolder[source]);
  return table(
    [
      '#',
      'won by',
      'margin',
      ...folders.map((name) => `+${name}`),
      'p',
      'entropy',
      ...folders.map((name) => `rank ${name}`),
      'token',
    ],
    trace.map((decision) => [
      String(decision.index + 1),
      sourceFolder[decision.winner],
      number(decision.margin),
      ...perSource(decision.contributions, (value) => number(value)),
      number(Math.exp(decision.logprob), 3),
      number(decision.entropy),
      ...perSource(decision.sources, (view) => (view === null ? '–' : String(view.rank))),
      `${visible(decision.text)}${decision.changedByFusion ? ' *' : ''}`,
    ]),
  ).concat('* the source with the largest weight, alone, would have chosen another token\n');
}
