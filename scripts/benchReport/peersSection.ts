import type { Machine } from '../../src/cli/machine.ts';
import { peerRatios, type PeerComparison, type Spread } from '../benchPeers/comparePeers.ts';
import { figure, machineLine, markdownTable } from './markdown.ts';

/** Packages that were compared, with their versions. */
export type Versions = Readonly<Record<string, string | null>>;

/** The section that compares TriMix's runtime with others. */
export function peersSection(
  comparisons: readonly PeerComparison[],
  versions: Versions,
  machine: Machine,
  date: string,
): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version ?? '(not found)'}`);
  return [
    '## One model, against other engines',
    '',
    'The same shape and bits with made-up weights, one model, greedy. Each engine has a process of its own and as many',
    'threads as the others; they take turns, and the context is really filled before a token is timed. transformers.js runs',
    'the very file that TriMix runs. llama.cpp runs a GGUF of the same shape: matrices in Q4_0, the vocabulary in Q8_0, as',
    'our converter’s int4 keeps it in 8 bits too; its cache is in half precision, that of the others in single.',
    'Milliseconds: median (least).',
    '',
    `${named.join(', ')}.`,
    '',
    machineLine(machine, date),
    ...comparisons.flatMap((one) => [
      '',
      `### ${one.shape} (int4), ${one.threads} threads`,
      '',
      peersTable(one),
    ]),
  ].join('\n');
}

function peersTable(comparison: PeerComparison): string {
  const { contexts, promptTokens, results } = comparison;
  const head = [
    '',
    `first token after ${promptTokens}`,
    'prompt tokens per second',
    ...contexts.map((context) => `ms per token at ${context}`),
  ];
  const rows = results.map(({ name, firstTokenMs, msPerToken }) => [
    name,
    spread(firstTokenMs),
    figure((1000 * promptTokens) / firstTokenMs.median),
    ...contexts.map((context) => spread(msPerToken[context])),
  ]);
  const ratios = Object.entries(peerRatios(comparison)).map(([name, value]) => [
    `\`ratios.${name}\``,
    figure(value),
  ]);
  return `${markdownTable(head, rows)}\n\n${markdownTable(['TriMix, times faster', ''], ratios)}`;
}

function spread(value: Spread | undefined): string {
  return `${figure(value?.median)} (${figure(value?.least)})`;
}
