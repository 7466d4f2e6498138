import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ProviderTests } from '../../../../src/engine/index.ts';
import { openModelFolder } from '../../../../src/engine/runtime/modelFolder.ts';
import {
  measureSpeed,
  recallSpeed,
  recallTimes,
} from '../../../../src/engine/runtime/speedTest/modelSpeeds.ts';
import { shapeKey } from '../../../../src/engine/runtime/speedTest/shapeKey.ts';
import { RememberedSpeeds } from '../../../../src/engine/runtime/speedTest/speedFile.ts';
import {
  completionMs,
  describeSpeed,
  type SpeedVerdict,
} from '../../../../src/engine/runtime/speedTest/speedVerdict.ts';
import { foreseen } from '../../../models/support/errors.ts';
import { demoDirectory } from '../../demo.ts';
import { smokeModels, smokeProgram } from '../smokeTest/smokeProgram.ts';

const model = (name: string) => openModelFolder(join(demoDirectory, name));

async function testsHere(program = smokeProgram): Promise<ProviderTests> {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'trimix-speeds-'));
  onTestFinished(() => rm(cacheFolder, { recursive: true, force: true }));
  return { program, models: smokeModels, cacheFolder };
}

const measured: SpeedVerdict = {
  kind: 'measured',
  cpu: { readMs: 640, stepMs: 40 },
  provider: { readMs: 64, stepMs: 10 },
};

test('a model is measured in a process of its own, and from then on remembered for its shape', async () => {
  const tests = await testsHere();
  const base = await model('small-base');
  expect(await recallSpeed(base, 'cpu', tests)).toBeNull();
  // The CPU as its own rival: the one provider that is everywhere.
  const verdict = await measureSpeed(base, 'cpu', tests);
  expect(verdict).toMatchObject({ kind: 'measured' });
  const without = { ...tests, program: '/nowhere/child.mjs' };
  expect(await measureSpeed(base, 'cpu', without)).toEqual(verdict);
  expect(await recallSpeed(await model('small-cpt-bo'), 'cpu', without)).toEqual(verdict);
  expect(await recallSpeed(await model('large-ins'), 'cpu', without)).toBeNull();
  expect(await recallSpeed(base, 'webgpu', without)).toBeNull();
  // Asked to, it tries again, and a process that dies is what is remembered then.
  const again = await measureSpeed(base, 'cpu', without, { again: true });
  expect(again.kind).toBe('crashed');
  expect(await recallSpeed(base, 'cpu', without)).toEqual(again);
});

test('a model that does not load on the CPU leaves no verdict but the last words of the process', async () => {
  const gone = { ...(await model('small-base')), directory: '/nowhere' };
  const tests = await testsHere();
  expect(await measureSpeed(gone, 'cpu', tests)).toMatchObject({ kind: 'crashed' });
});

test('measuring can be cancelled, and then nothing is remembered', async () => {
  const tests = await testsHere();
  const base = await model('small-base');
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  await foreseen('cancelled', measureSpeed(base, 'cpu', tests, { signal: controller.signal }));
  expect(await recallSpeed(base, 'cpu', tests)).toBeNull();
});

test('the key is that of the shape', async () => {
  const [base, bo, large] = [
    await model('small-base'),
    await model('small-cpt-bo'),
    await model('large-ins'),
  ];
  expect(await shapeKey(base)).toBe(await shapeKey(bo));
  expect(await shapeKey(base)).not.toBe(await shapeKey(large));
  // Foreign folders have no checksums: the graph itself is read, and gives the same.
  const foreign = { ...base, files: base.files.map((file) => ({ ...file, sha256: null })) };
  expect(await shapeKey(foreign)).toBe(await shapeKey(base));
});

test('times are those of a completion; a provider that fails takes for ever', async () => {
  const tests = await testsHere();
  const base = await model('small-base');
  expect(await recallTimes(base, ['webgpu', 'cpu'], tests)).toEqual(new Map());
  // The stand-in for a card: what a real one would leave in the file.
  const program = join(tests.cacheFolder, 'child.mjs');
  await writeFile(program, `process.send(${JSON.stringify(measured)});`);
  await measureSpeed(base, 'cuda', { ...tests, program });
  await measureSpeed(base, 'webgpu', { ...tests, program: '/nowhere/child.mjs' });
  expect(await recallTimes(base, ['webgpu', 'cuda', 'cpu'], tests)).toEqual(
    new Map([
      ['webgpu', Infinity],
      ['cuda', 64 + 16 * 10],
      ['cpu', 640 + 16 * 40],
    ]),
  );
});

describe('the file', () => {
  test('forgets what another runtime or driver did, and keeps the newest 200', async () => {
    const { cacheFolder } = await testsHere();
    const speeds = new RememberedSpeeds(cacheFolder);
    await speeds.remember('webgpu', 'machine', 'shape', measured, 1);
    expect(await speeds.recall('webgpu', 'machine', 'shape')).toEqual(measured);
    expect(await speeds.recall('webgpu', 'another driver', 'shape')).toBeNull();
    for (let index = 0; index < 200; index++)
      await speeds.remember('webgpu', 'machine', `shape ${index}`, measured, 2 + index);
    expect(await speeds.recall('webgpu', 'machine', 'shape')).toBeNull();
    expect(await speeds.recall('webgpu', 'machine', 'shape 0')).toEqual(measured);
    const content = JSON.parse(await readFile(join(cacheFolder, 'model-speeds.json'), 'utf8')) as {
      speeds: object;
    };
    expect(Object.keys(content.speeds)).toHaveLength(200);
  });
});

test('every verdict has words, and the faster processor is named', () => {
  expect(completionMs({ readMs: 64, stepMs: 10 })).toBe(224);
  const slow: SpeedVerdict = { kind: 'measured', cpu: measured.provider, provider: measured.cpu };
  const verdicts: readonly SpeedVerdict[] = [
    measured,
    slow,
    { kind: 'refused', reason: 'No supported adapters' },
    { kind: 'wrong', distance: null },
    { kind: 'crashed', how: 'SIGSEGV' },
    { kind: 'hung', seconds: 300 },
  ];
  expect(verdicts.map((verdict) => describeSpeed(verdict, 'webgpu'))).toEqual([
    'webgpu is 5.7 times as fast as the CPU: 1000 tokens read and 100 written per second, the CPU 100 tokens read and 25 written per second',
    expect.stringMatching(/^the CPU is 5\.7 times as fast as webgpu/u),
    'webgpu cannot run it: No supported adapters',
    'webgpu computes it wrongly',
    'webgpu crashed with it (SIGSEGV)',
    'webgpu was not done with it after 300 seconds',
  ]);
});
