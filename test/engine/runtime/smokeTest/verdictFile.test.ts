import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeVerdict, type SmokeVerdict } from '../../../../src/engine/runtime/smokeTest/verdict.ts';
import { RememberedVerdicts } from '../../../../src/engine/runtime/smokeTest/verdictFile.ts';

const passed: SmokeVerdict = { kind: 'passed', longestRun: 31, stepMs: 4 };
const crashed: SmokeVerdict = { kind: 'crashed', how: 'SIGSEGV' };
const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 0, 1);

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'trimix-verdicts-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('a verdict is remembered by provider and key', async () => {
  const directory = join(await folder(), 'deep', 'cache');
  const remembered = new RememberedVerdicts(directory);
  expect(await remembered.recall('webgpu', 'a', now)).toBeNull();
  await remembered.remember('webgpu', 'a', passed, now);
  await remembered.remember('cuda', 'b', crashed, now);
  expect(await new RememberedVerdicts(directory).recall('webgpu', 'a', now)).toEqual(passed);
  expect(await remembered.recall('cuda', 'b', now)).toEqual(crashed);
  expect(await remembered.recall('webgpu', 'another driver', now)).toBeNull();
  expect(await readdir(directory)).toEqual(['provider-tests.json']);
});

test('what passed is believed for a month, what failed for a week, and nothing from the future', async () => {
  const remembered = new RememberedVerdicts(await folder());
  await remembered.remember('webgpu', 'a', passed, now);
  await remembered.remember('cuda', 'a', crashed, now);
  expect(await remembered.recall('webgpu', 'a', now + 29 * day)).toEqual(passed);
  expect(await remembered.recall('webgpu', 'a', now + 31 * day)).toBeNull();
  expect(await remembered.recall('cuda', 'a', now + 6 * day)).toEqual(crashed);
  expect(await remembered.recall('cuda', 'a', now + 8 * day)).toBeNull();
  expect(await remembered.recall('webgpu', 'a', now - day)).toBeNull();
});

test.each([
  '',
  '[]',
  '{',
  'null',
  '{"format":2,"verdicts":{}}',
  '{"format":1,"verdicts":{"webgpu":{"key":"a","testedAt":1767225600000,"verdict":{"kind":"passed","longestRun":-1,"stepMs":1}}}}',
  '{"format":1,"verdicts":{"webgpu":{"key":"a","testedAt":1767225600000,"verdict":{"kind":"blessed"}}}}',
])('a file with %j in it is as good as none, and is written anew', async (content) => {
  const directory = await folder();
  await writeFile(join(directory, 'provider-tests.json'), content);
  const remembered = new RememberedVerdicts(directory);
  expect(await remembered.recall('webgpu', 'a', now)).toBeNull();
  await remembered.remember('webgpu', 'a', passed, now);
  expect(await remembered.recall('webgpu', 'a', now)).toEqual(passed);
});

test('a folder that cannot be made is no reason to fail', async () => {
  const file = join(await folder(), 'file');
  await writeFile(file, '');
  const remembered = new RememberedVerdicts(join(file, 'cache'));
  await remembered.remember('webgpu', 'a', passed, now);
  expect(await remembered.recall('webgpu', 'a', now)).toBeNull();
});

test('every verdict has words', () => {
  const verdicts: readonly SmokeVerdict[] = [
    passed,
    { ...passed, longestRun: null },
    { kind: 'refused', reason: 'No supported adapters' },
    { kind: 'wrong', model: 'qwen2', distance: 0.25 },
    { kind: 'wrong', model: 'qwen2', distance: null },
    crashed,
    { kind: 'hung', seconds: 120 },
  ];
  expect(verdicts.map(describeVerdict)).toEqual([
    expect.stringContaining('up to 31 tokens'),
    expect.not.stringContaining('null'),
    expect.stringContaining('No supported adapters'),
    expect.stringContaining('25.0 %'),
    expect.stringContaining('no numbers'),
    expect.stringContaining('SIGSEGV'),
    expect.stringContaining('120 seconds'),
  ]);
});
