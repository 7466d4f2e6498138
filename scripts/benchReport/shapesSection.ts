import type { SuiteResult } from '../../src/cli/bench/suite.ts';
import type { Machine } from '../../src/cli/machine.ts';
import type { MeasuredShapes } from '../fullShapes/measureShapes.ts';
import { decodeTable } from './decodeTable.ts';
import { figure, machineLine, markdownTable, percent } from './markdown.ts';

/** The section of trios in published shapes. */
export function shapesSection(all: readonly MeasuredShapes[], machine: Machine, date: string): string {
  return [
    '## Published shapes, with made-up weights',
    '',
    'Random weights write nothing of sense and accept drafts by chance only, so the outcome of drafts is that of the',
    'demo’s real text: for every token that the demo writes after the same beginnings it is recorded whether small-cpt',
    'would have proposed it, and by what margin; here a token is proposed right or wrong as recorded, with that margin.',
    'Every run of every model, the choice of draft lengths and the rewinding of caches are the real ones. The tokenizer is',
    'the demo’s, so that mixing and choosing go over 8 192 ids instead of 151 936. int4, as the converter makes it.',
    '',
    machineLine(machine, date),
    ...all.flatMap((one) => ['', `### ${one.title} (int4)`, '', shapesText(one)]),
  ].join('\n');
}

function shapesText(measured: MeasuredShapes): string {
  switch (measured.kind) {
    case 'left-out':
      return `Not measured: ${measured.reason}`;
    case 'measured':
      return `${decodeTable(measured.decode)}\n\n${rooflineTable(measured.roofline)}`;
  }
}

/** How near decoding comes to the memory's bandwidth. */
export function rooflineTable({ ratios, measurements }: SuiteResult): string {
  return [
    `Memory is read at ${figure(measurements['readBandwidthGBPerSecond'])} GB/s by all cores together. A token takes at least the time to read every weight once, and what the cache holds:`,
    '',
    markdownTable(
      ['', 'MB read per token', 'least ms per token', 'share of the measured time'],
      [
        [
          'small-cpt alone',
          figure(measurements['smallCptMBPerToken']),
          figure(measurements['smallCptRooflineMsPerToken']),
          percent(ratios['rooflineVsSmallCpt']),
        ],
        [
          'three models, plain',
          figure(measurements['plainMBPerToken']),
          figure(measurements['plainRooflineMsPerToken']),
          percent(ratios['rooflineVsPlain']),
        ],
        [
          'the same, with drafts and weight 0 skipped',
          '',
          figure(measurements['plainRooflineMsPerToken']),
          percent(ratios['rooflineVsTrimix']),
        ],
      ],
    ),
  ].join('\n');
}
