import type { Machine } from '../../src/cli/machine.ts';

/** A table of Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What figures hold for. */
export function machineLine(
  { processor, parallelism, memory, platform, node }: Machine,
  date: string,
): string {
  const gigabytes = (memory.total / 1e9).toFixed(1);
  return `Measured on ${date}: ${processor}, ${parallelism} threads, ${gigabytes} GB of memory, ${platform}, Node ${node}; on the processor alone.`;
}

/** A figure with three digits that count, without an exponent; a dash for none. */
export function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 4));
}

/** A share as a percentage; a dash for none. */
export function percent(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '–' : `${(100 * value).toFixed(0)} %`;
}
