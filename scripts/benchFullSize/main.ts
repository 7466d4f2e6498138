// npm run bench:full-size -- --work DIR [--trio ID] [--precision P] [--report FILE] [--keep]
// Writes checkpoints in the published shapes with made-up weights, serves them from a hub on this machine, and goes a
// user's whole way with the built command line: install (download and convert), load, complete. Needs the room of the
// checkpoints and of the models (25 GB for 1.5B + 7B).
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { passages } from '../../src/cli/bench/passages.ts';
import { machine } from '../../src/cli/machine.ts';
import { readCatalogue, type CatalogueCheckpoint } from '../../src/models/index.ts';
import { LocalHub } from '../../test/models/hub/localHub.ts';
import { usualReport } from '../benchReport/reportFile.ts';
import { projectRoot } from '../stage.ts';
import { FolderPeak, folderBytes } from './folderPeak.ts';
import { makeCheckpoint } from '../fullShapes/makeCheckpoint.ts';
import { measuredRun, type MeasuredRun } from './measuredRun.ts';
import { writeReport } from './report.ts';

const { values } = parseArgs({
  options: {
    trio: { type: 'string', default: 'bo-qwen2.5-1.5b-7b' },
    precision: { type: 'string', default: 'int4' },
    work: { type: 'string' },
    report: { type: 'string', default: usualReport },
    keep: { type: 'boolean', default: false },
  },
});
if (values.work === undefined) throw new Error('--work DIR is missing: a folder with enough room');
const work = resolve(values.work);
const cli = join(projectRoot, 'dist/cli.js');
if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first');

const modelsFolder = join(projectRoot, 'models');
const trio = (await readCatalogue(modelsFolder)).trios.find(({ id }) => id === values.trio);
if (trio === undefined) throw new Error(`${values.trio} is not in the catalogue`);
const language = trio.language;
const say = (text: string): void => console.error(text);

const hub = await LocalHub.start();
try {
  const store = join(work, 'store');
  rmSync(store, { recursive: true, force: true });
  mkdirSync(store, { recursive: true });
  const checkpoints = [];
  for (const [index, checkpoint] of [trio.smallBase, trio.smallCpt, trio.largeIns].entries())
    checkpoints.push(await publish(checkpoint, index + 1));

  say(`installing ${trio.id} in ${values.precision}`);
  const disk = new FolderPeak(store);
  const install = await trimix(
    'models', 'install', trio.id, '--precision', values.precision,
    '--store', store, '--endpoint', hub.endpoint, '--yes', '--json',
  ); // prettier-ignore
  const peakStoreBytes = disk.stop();
  const { name } = JSON.parse(install.output) as { readonly name: string };

  const conversions = [];
  for (const { checkpoint, folder } of new Map(
    checkpoints.map((one) => [one.checkpoint.shape, one]),
  ).values()) {
    const out = join(work, 'converted');
    rmSync(out, { recursive: true, force: true });
    say(`converting ${checkpoint.repository} once more, from the disk`);
    const run = await trimix('models', 'convert', folder, '--out', out, '--precision', values.precision);
    conversions.push({ repository: checkpoint.repository, sourceBytes: folderBytes(folder), run });
    rmSync(out, { recursive: true, force: true });
  }

  say('loading and completing');
  const chosen = ['--trio', name, '--store', store, '--json'];
  const text = passages[language];
  const completion = await trimix(
    'complete',
    '--lang',
    language,
    '--text',
    text,
    '--max-tokens',
    '32',
    ...chosen,
  );
  const bench = await trimix('bench', '--quick', ...chosen);
  writeReport(values.report, {
    trio: trio.id,
    precision: values.precision,
    machine: machine(),
    checkpoints: checkpoints.map(({ checkpoint, bytes }) => ({ repository: checkpoint.repository, bytes })),
    install,
    peakStoreBytes,
    storeBytes: folderBytes(store),
    conversions,
    completion,
    bench,
  });
} finally {
  hub.close();
  if (!values.keep) rmSync(work, { recursive: true, force: true });
}

async function publish(
  checkpoint: CatalogueCheckpoint,
  seed: number,
): Promise<{ readonly checkpoint: CatalogueCheckpoint; readonly folder: string; readonly bytes: number }> {
  const folder = join(work, 'hub', checkpoint.repository.replace('/', '--'));
  if (!existsSync(folder)) {
    say(`writing ${checkpoint.repository}`);
    await makeCheckpoint(folder, checkpoint.shape, join(modelsFolder, 'demo'), seed);
  }
  await hub.publish(checkpoint.repository, folder);
  return { checkpoint, folder, bytes: folderBytes(folder) };
}

function trimix(...args: readonly string[]): Promise<MeasuredRun> {
  return measuredRun(process.execPath, [cli, ...args]);
}
