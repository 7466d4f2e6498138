// npm run bench:report -- --work DIR [--sections demo,shapes,peers] [--shapes A+B,…] [--models A,…] [--report FILE]
// Measures and writes sections of docs/benchmarks.md. Wants a quiet machine. Models with made-up weights, and the peers'
// packages, are kept in DIR: about 3 GB for the small shapes, 6 GB more for 1.5B + 7B (22 GB while it is made).
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { suiteNames } from '../../src/cli/commands/bench.ts';
import { machine } from '../../src/cli/machine.ts';
import { measuredRun } from '../benchFullSize/measuredRun.ts';
import { comparePeers, usualContexts, type PeerComparison } from '../benchPeers/comparePeers.ts';
import { installedVersion, peerVersions } from '../benchPeers/installPeers.ts';
import type { TrioShapes } from '../fullShapes/madeUpTrio.ts';
import { measureShapes, usualTrios } from '../fullShapes/measureShapes.ts';
import { projectRoot } from '../stage.ts';
import { demoSection, type MeasuredSuite } from './demoSection.ts';
import { peersSection } from './peersSection.ts';
import { usualReport, writeSection } from './reportFile.ts';
import { shapesSection } from './shapesSection.ts';

const usage =
  'npm run bench:report -- --work DIR [--sections demo,shapes,peers] [--suites S,…] [--shapes SMALL+LARGE,…] [--models SHAPE,…] [--contexts N,…] [--quick] [--report FILE]';

const { values } = parseArgs({
  options: {
    work: { type: 'string' },
    sections: { type: 'string', default: 'demo,shapes,peers' },
    /** Suites of the demo's section. */
    suites: { type: 'string', default: suiteNames.join(',') },
    /** Trios of the section of shapes. */
    shapes: { type: 'string' },
    /** Models that engines are compared with. */
    models: { type: 'string', default: 'qwen2.5-0.5b,qwen2.5-1.5b' },
    contexts: { type: 'string', default: usualContexts.join(',') },
    /** To see that everything works: figures mean little. */
    quick: { type: 'boolean', default: false },
    report: { type: 'string', default: usualReport },
  },
});
if (values.work === undefined) fail();
const work = resolve(values.work);
mkdirSync(work, { recursive: true });
const { quick } = values;
const say = (text: string): void => console.error(text);
const today = new Date().toISOString().slice(0, 10);

const sections = {
  demo: async () => {
    const measured: MeasuredSuite[] = [];
    for (const suite of values.suites.split(',')) measured.push(await demoSuite(suite));
    return demoSection(measured, machine(), today);
  },
  shapes: async () =>
    shapesSection(await measureShapes(work, trios(values.shapes), quick, say), machine(), today),
  peers: async () => {
    const comparisons: PeerComparison[] = [];
    const contexts = values.contexts.split(',').map(Number);
    const extent = quick ? { contexts, reads: 1, turns: 1 } : { contexts, reads: 3, turns: 7 };
    for (const model of values.models.split(','))
      comparisons.push(await comparePeers(work, model, extent, say));
    return peersSection(comparisons, versions(join(work, 'peers')), machine(), today);
  },
} as const satisfies Record<string, () => Promise<string>>;

for (const name of values.sections.split(',')) {
  if (!isSection(name)) fail();
  say(`── ${name}`);
  const startedAt = performance.now();
  writeSection(values.report, name, await sections[name]());
  say(`${name} took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

/** One suite of the command line in a process of its own: nothing before it has warmed or filled anything. */
async function demoSuite(suite: string): Promise<MeasuredSuite> {
  const cli = join(projectRoot, 'dist/cli.js');
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first');
  say(suite);
  const args = [cli, 'bench', '--suite', suite, '--json', ...(quick ? ['--quick'] : [])];
  const { output } = await measuredRun(process.execPath, args);
  // JSON has no NaN: what could not be measured is null there.
  const numbers = z.record(
    z.string(),
    z
      .number()
      .nullable()
      .transform((value) => value ?? Number.NaN),
  );
  const schema = z.looseObject({ ratios: numbers, measurements: numbers });
  const { ratios, measurements } = schema.parse(JSON.parse(output));
  return { suite, ratios, measurements };
}

function trios(given: string | undefined): readonly TrioShapes[] {
  if (given === undefined) return usualTrios;
  return given.split(',').map((one) => {
    const [small, large] = one.split('+');
    if (small === undefined || large === undefined) fail();
    return { small, large };
  });
}

function versions(packages: string): Readonly<Record<string, string | null>> {
  const peers = Object.keys(peerVersions).map((name) => [name, installedVersion(packages, name)] as const);
  const runtime = 'onnxruntime-node';
  return {
    [`${runtime} (TriMix)`]: installedVersion(projectRoot, runtime),
    ...Object.fromEntries(peers),
    [`${runtime} (transformers.js)`]: installedVersion(packages, runtime),
  };
}

function isSection(name: string): name is keyof typeof sections {
  return name in sections;
}

function fail(): never {
  console.error(usage);
  process.exit(2);
}
