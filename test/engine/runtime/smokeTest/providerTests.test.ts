import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  availableProviders,
  loadTrio,
  usableProviders,
  type ProviderTests,
} from '../../../../src/engine/index.ts';
import { plainReason } from '../../../../src/engine/runtime/smokeTest/plainReason.ts';
import { relativeDistance } from '../../../../src/engine/runtime/smokeTest/relativeDistance.ts';
import { foreseen } from '../../../models/support/errors.ts';
import { demoDirectory } from '../../demo.ts';
import { smokeModels, smokeProgram } from './smokeProgram.ts';

async function testsHere(program = smokeProgram): Promise<ProviderTests> {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'trimix-providers-'));
  onTestFinished(() => rm(cacheFolder, { recursive: true, force: true }));
  return { program, models: smokeModels, cacheFolder };
}

test('the CPU is usable without a test, and what failed is remembered with its reason', async () => {
  const tests = await testsHere('/nowhere/child.mjs');
  const reports = await usableProviders({ tests });
  expect(reports.find(({ provider }) => provider === 'cpu')).toMatchObject({ available: true });
  for (const provider of availableProviders().filter((name) => name !== 'cpu')) {
    const report = reports.find((candidate) => candidate.provider === provider);
    expect(report).toMatchObject({ available: false, reason: expect.stringContaining('crashed') as string });
    // Another program would say something else: it is not asked.
    const later = await usableProviders({ tests: { ...tests, program: smokeProgram }, only: provider });
    expect(later).toContainEqual(report);
    expect(later).toHaveLength(2);
  }
});

test('a provider that the user named and that fails its test is refused with the reason', async () => {
  const provider = availableProviders().find((name) => name !== 'cpu');
  // There is one on every platform but Linux on ARM.
  if (provider === undefined) return;
  const providerTests = await testsHere('/nowhere/child.mjs');
  const error = await foreseen(
    'execution-provider-unavailable',
    loadTrio(demoDirectory, { executionProvider: provider, providerTests }),
  );
  expect(error.message).toContain('crashed');
});

test('small models need no test: the demo goes to the CPU at once', async () => {
  const providerTests = await testsHere('/nowhere/child.mjs');
  const trio = await loadTrio(demoDirectory, { executionProvider: 'auto', providerTests, threads: 2 });
  expect(trio.info.models.largeIns?.executionProvider).toBe('cpu');
  await trio.dispose();
});

test('distance is relative, and what is no number is no nearness', () => {
  const distance = (a: readonly number[], b: readonly number[]) =>
    relativeDistance(Float32Array.from(a), Float32Array.from(b));
  expect(distance([3, 4], [3, 4])).toBe(0);
  expect(distance([3, 4], [3, 4.5])).toBeCloseTo(0.1, 12);
  expect(distance([3, 4], [3, NaN])).toBeNaN();
  expect(distance([3, 4], [3])).toBeNaN();
});

test('the reason of a failure is the library’s, without the place in its source', () => {
  const library = new Error(
    '/src/core/webgpu_context.cc:136 void Initialize(const Config&)::<lambda()> status == Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
  );
  const ours = new Error('The execution provider webgpu cannot run here', { cause: library });
  expect(plainReason(ours)).toBe('Failed to get a WebGPU adapter: No supported adapters');
  expect(plainReason('no words')).toBe('no words');
});
