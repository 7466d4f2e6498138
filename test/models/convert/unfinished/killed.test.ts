import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { convertModel } from '../../../../src/models/index.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { chance } from '../../support/hostile.ts';
import { expectSameFiles } from '../../support/sameFiles.ts';
import { reshard } from '../../support/shardedCheckpoint.ts';
import { unfinishedOptions } from './options.ts';

const root = resolve(import.meta.dirname, '../../../..');
let bundles: string;
let script: string;

// Bundled once: a process that reads the sources takes five times as long to start, and dozens are started.
beforeAll(async () => {
  await mkdir(join(root, '.cache'), { recursive: true });
  bundles = await mkdtemp(join(root, '.cache', 'convert-process-'));
  script = join(bundles, 'convertProcess.mjs');
  await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['onnxruntime-node', 'koffi'],
    entryPoints: [join(import.meta.dirname, 'convertProcess.ts')],
    outfile: script,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
});
afterAll(() => rm(bundles, { recursive: true, force: true }));

/** A checkpoint whose layers lie across its shards, with the head in the first of them. */
async function workplace() {
  const checkpoint = await reshard('untied-sharded', (tensor, index) =>
    tensor === 'lm_head.weight' ? 0 : Math.floor(index / 7),
  );
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const [downloads, out, work, whole] = ['downloads', 'model', 'work', 'whole'].map(at) as [
    string,
    string,
    string,
    string,
  ];
  await mkdir(downloads);
  await convertModel({ ...unfinishedOptions, source: checkpoint, out: whole });
  return { checkpoint, downloads, out, work, whole };
}

type Workplace = Awaited<ReturnType<typeof workplace>>;

/** Runs a conversion that kills itself at an event, or is killed so many milliseconds after its first one. */
async function run({ checkpoint, downloads, out, work }: Workplace, event: number, milliseconds?: number) {
  const child = spawn(process.execPath, [script, checkpoint, downloads, out, work, String(event)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  if (milliseconds !== undefined) {
    await once(reader, 'line');
    await sleep(milliseconds);
    child.kill('SIGKILL');
  }
  const [code, signal] = await closed;
  return { lines, finished: code === 0, killed: signal === 'SIGKILL' };
}

const filesAfter = (lines: readonly string[], word: string): string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

/** Runs one conversion after the other in the same folders until the model is whole. */
async function untilWhole(
  place: Workplace,
  next: () => Parameters<typeof run> extends [unknown, ...infer Rest] ? Rest : never,
) {
  const released = new Set<string>();
  for (let runs = 1; runs < 200; runs++) {
    const { lines, finished, killed } = await run(place, ...next());
    for (const file of filesAfter(lines, 'brought')) expect(released).not.toContain(file);
    for (const file of filesAfter(lines, 'released')) released.add(file);
    if (finished) {
      await expectSameFiles(place.out, place.whole);
      expect(existsSync(place.work)).toBe(false);
      expect((await readdir(place.downloads)).filter((name) => name.startsWith('model-'))).toEqual([]);
      return runs;
    }
    expect(killed).toBe(true);
    if (existsSync(place.out)) {
      // Killed after the model got its name, which is the last step but for tidying up.
      await expectSameFiles(place.out, place.whole);
      return runs;
    }
  }
  throw new Error('it never ended');
}

test.each([9, 14])(
  'killed at every event number %i, the next run goes on from there',
  async (event) => {
    const runs = await untilWhole(await workplace(), () => [event]);
    console.log(`killed at event ${event}: whole after ${runs} runs`);
    expect(runs).toBeGreaterThan(2);
  },
  120_000,
);

test('killed once at each of many events, the second run ends it', async () => {
  for (let event = 1; event <= 33; event += 5) {
    const place = await workplace();
    const first = await run(place, event);
    expect(first.killed).toBe(true);
    const second = await run(place, 0);
    expect(second.finished).toBe(true);
    await expectSameFiles(place.out, place.whole);
    for (const file of filesAfter(second.lines, 'brought')) {
      expect(filesAfter(first.lines, 'released')).not.toContain(file);
    }
  }
}, 120_000);

test('killed at any moment', async () => {
  const dice = chance(20_261_123);
  const place = await workplace();
  const runs = await untilWhole(place, () => [0, dice.below(60)]);
  console.log(`killed by the clock: whole after ${runs} runs`);
}, 120_000);
