import { z } from 'zod';
import type { Machine } from '../../src/cli/machine.ts';
import { machineLine } from '../benchReport/markdown.ts';
import { writeSection } from '../benchReport/reportFile.ts';
import type { MeasuredRun } from './measuredRun.ts';

/** Everything one run has measured; sizes in bytes. */
export interface FullSizeResult {
  readonly trio: string;
  readonly precision: string;
  readonly machine: Machine;
  readonly checkpoints: readonly { readonly repository: string; readonly bytes: number }[];
  /** Download and conversion of all three, as the user calls it. */
  readonly install: MeasuredRun;
  /** The most that the store held during the installation, and what it holds afterwards. */
  readonly peakStoreBytes: number;
  readonly storeBytes: number;
  /** The same conversions without a download. */
  readonly conversions: readonly {
    readonly repository: string;
    readonly sourceBytes: number;
    readonly run: MeasuredRun;
  }[];
  readonly completion: MeasuredRun;
  readonly bench: MeasuredRun;
}

const completionSchema = z.looseObject({
  tokens: z.number(),
  stop: z.string(),
  timings: z.looseObject({ prefillMs: z.number(), decodeMs: z.number(), tokensPerSecond: z.number() }),
});
const benchSchema = z.looseObject({
  ratios: z.record(z.string(), z.number()),
  measurements: z.record(z.string(), z.number()),
});

/** Puts the section of this trio into the report: in the place of its older one, or at the end. */
export function writeReport(file: string, result: FullSizeResult): void {
  writeSection(file, `full size: ${result.trio} ${result.precision}`, section(result));
}

function section(result: FullSizeResult): string {
  const { install, completion, bench, machine } = result;
  const { tokens, stop, timings } = completionSchema.parse(JSON.parse(completion.output));
  const { ratios, measurements } = benchSchema.parse(JSON.parse(bench.output));
  const downloaded = result.checkpoints.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    `## ${result.trio} in ${result.precision}, at full size, with made-up weights`,
    '',
    'Checkpoints in the published shapes, filled with random numbers, go a user’s whole way: a hub on this machine that',
    'speaks the real one’s API → download, shard by shard → conversion → load → completion. What they write has no sense;',
    'time and memory are those of the real ones, but for the speed of the network.',
    '',
    machineLine(machine, new Date().toISOString().slice(0, 10)),
    '',
    '| step | |',
    '| --- | --- |',
    ...result.checkpoints.map(({ repository, bytes }) => `| published as ${repository} | ${gigabytes(bytes)} |`),
    row('download and conversion of all three', `${install.seconds.toFixed(0)} s (${megabytesPerSecond(downloaded, install)})`),
    row('peak memory of it', gigabytes(install.peakResidentBytes)),
    row('most on the disk meanwhile', gigabytes(result.peakStoreBytes)),
    row('on the disk afterwards', gigabytes(result.storeBytes)),
    ...result.conversions.flatMap(({ repository, sourceBytes, run }) => [
      row(`conversion of ${repository} alone, from the disk`, `${run.seconds.toFixed(0)} s (${megabytesPerSecond(sourceBytes, run)})`),
      row('peak memory of it', gigabytes(run.peakResidentBytes)),
    ]),
    row('peak memory of loading and completing', gigabytes(completion.peakResidentBytes)),
    row('one completion', `${tokens} tokens (${stop}), first after ${timings.prefillMs.toFixed(0)} ms, then ${timings.tokensPerSecond.toFixed(2)} tokens per second`),
    ...Object.entries(measurements).map(([name, value]) => row(`\`${name}\``, value.toFixed(2))),
    ...Object.entries(ratios).map(([name, value]) => row(`\`ratios.${name}\``, value.toFixed(2))),
  ].join('\n'); // prettier-ignore
}

function row(name: string, value: string): string {
  return `| ${name} | ${value} |`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

function megabytesPerSecond(bytes: number, { seconds }: MeasuredRun): string {
  return `${(bytes / 1e6 / seconds).toFixed(0)} MB of checkpoint per second`;
}
