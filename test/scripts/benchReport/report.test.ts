import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { peerRatios, type PeerComparison } from '../../../scripts/benchPeers/comparePeers.ts';
import { demoSection } from '../../../scripts/benchReport/demoSection.ts';
import { figure, percent } from '../../../scripts/benchReport/markdown.ts';
import { peersSection } from '../../../scripts/benchReport/peersSection.ts';
import { usualReport, withSection } from '../../../scripts/benchReport/reportFile.ts';
import { shapesSection } from '../../../scripts/benchReport/shapesSection.ts';

const machine = {
  platform: 'linux-x64',
  node: 'v24.0.0',
  processor: 'A processor',
  parallelism: 2,
  memory: { total: 8e9, free: 4e9 },
};
const decode = {
  ratios: { speculativeVsPlain: 1.9, 'speculativeVsPlain.bo': 2.1 },
  measurements: { plainMsPerToken: 20, 'plainMsPerToken.bo': 21, 'acceptance.bo': 0.83, acceptance: 0.8 },
};
const spread = (ms: number) => ({ median: ms, least: ms / 2 });
const comparison: PeerComparison = {
  shape: 'qwen2.5-0.5b',
  threads: 2,
  contexts: [16, 512],
  promptTokens: 512,
  results: [
    { name: 'TriMix', firstTokenMs: spread(1000), msPerToken: { 16: spread(10), 512: spread(20) } },
    { name: 'LlamaCpp', firstTokenMs: spread(1500), msPerToken: { 16: spread(12), 512: spread(15) } },
  ],
};

describe('the report', () => {
  it('replaces a section and keeps the others, in their order', () => {
    const first = withSection('', 'full size: x int4', 'installed');
    const second = withSection(first, 'demo', 'figures of yesterday');
    const third = withSection(second, 'demo', 'figures of today');
    expect(third).not.toContain('yesterday');
    expect(third.indexOf('today')).toBeLessThan(third.indexOf('\ninstalled\n'));
    expect(third.match(/^# /gmu)).toHaveLength(1);
    expect(withSection(third, 'demo', 'figures of today')).toBe(third);
  });

  it('of this project is what the program writes', () => {
    const report = readFileSync(usualReport, 'utf8');
    const found = /<!-- section: (.+?) -->\n([\s\S]*?)<!-- end: \1 -->/u.exec(report);
    expect(withSection(report, found![1]!, found![2]!)).toBe(report);
  });

  it('has a line for each language with its acceptance', () => {
    const text = demoSection([{ suite: 'decode', ...decode }], machine, '2026-01-02');
    expect(text).toMatch(/\| Tibetan \| 21\.0 \|.* 83 % \| 2\.10 \|/u);
    expect(text).toContain('Measured on 2026-01-02: A processor, 2 threads, 8.0 GB of memory');
    expect(text).not.toContain('Uyghur');
  });

  it('says why shapes were left out', () => {
    const text = shapesSection([{ kind: 'left-out', title: 'big', reason: 'no memory' }], machine, 'today');
    expect(text).toContain('### big (int4)\n\nNot measured: no memory');
  });

  it('tells how many times faster we are than each peer', () => {
    expect(peerRatios(comparison)).toEqual({
      'vsLlamaCpp.16': 1.2,
      'vsLlamaCpp.512': 0.75,
      firstTokenVsLlamaCpp: 1.5,
    });
    const text = peersSection([comparison], { 'node-llama-cpp': '1.2.3' }, machine, 'today');
    expect(text).toContain('| TriMix | 1000 (500) | 512 | 10.0 (5.00) | 20.0 (10.0) |');
    expect(text).toContain('node-llama-cpp 1.2.3.');
  });
});

describe('figures', () => {
  it('have three digits that count', () => {
    expect([0.01234, 1.234, 12.34, 1234.5, 0].map(figure)).toEqual(['0.0123', '1.23', '12.3', '1235', '0']);
    expect([figure(Number.NaN), figure(undefined), percent(Number.NaN)]).toEqual(['–', '–', '–']);
  });
});
