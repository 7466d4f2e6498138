import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runInChild } from '../../../../src/engine/runtime/smokeTest/runInChild.ts';
import { foreseen } from '../../../models/support/errors.ts';
import { smokeModels, smokeProgram } from './smokeProgram.ts';

/** A program that behaves as a driver may. */
async function program(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trimix-child-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'child.mjs');
  await writeFile(file, source);
  return file;
}

const run = async (source: string, options: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  runInChild('webgpu', { program: await program(source), models: smokeModels }, options);

test('the real program finds the CPU equal to itself', async () => {
  const verdict = await runInChild('cpu', { program: smokeProgram, models: smokeModels });
  expect(verdict).toMatchObject({ kind: 'passed', longestRun: null });
});

test('models that are not there are a refusal', async () => {
  const verdict = await runInChild('cpu', { program: smokeProgram, models: join(smokeModels, 'none') });
  expect(verdict).toMatchObject({ kind: 'crashed', how: expect.stringContaining('exit code 1') as string });
});

test('a process that dies of a signal has crashed', async () => {
  expect(await run("process.kill(process.pid, 'SIGSEGV'); setInterval(() => {}, 1000);")).toMatchObject({
    kind: 'crashed',
    how: expect.stringContaining('SIGSEGV') as string,
  });
});

test('the last words of a process that ends without a verdict are kept', async () => {
  expect(await run("console.error('first'); console.error('the card is on fire'); process.exit(7);")).toEqual(
    {
      kind: 'crashed',
      how: 'exit code 7: the card is on fire',
    },
  );
});

test('a program that is not there has crashed as well', async () => {
  const verdict = await runInChild('webgpu', { program: '/nowhere/child.mjs', models: smokeModels });
  expect(verdict.kind).toBe('crashed');
});

test('a process that does nothing, or too much, has hung and is ended', async () => {
  for (const source of ['setInterval(() => {}, 1000);', 'for (;;);']) {
    const begin = performance.now();
    expect(await run(source, { timeoutMs: 700 })).toEqual({ kind: 'hung', seconds: 0.7 });
    expect(performance.now() - begin).toBeLessThan(10_000);
  }
});

test('a message that is no verdict is not believed', async () => {
  for (const message of ['{ kind: "passed" }', '"passed"', '{ kind: "passed", longestRun: 0, stepMs: 1 }']) {
    expect((await run(`process.send(${message}); setInterval(() => {}, 1000);`)).kind).toBe('crashed');
  }
});

test('what a driver does after the verdict no longer counts', async () => {
  const source = `process.send({ kind: 'passed', longestRun: null, stepMs: 1 }); process.on('exit', () => process.abort());`;
  expect((await run(source)).kind).toBe('passed');
});

test('an abort ends the process and the wait', async () => {
  await foreseen('cancelled', run('', { signal: AbortSignal.abort() }));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 300);
  await foreseen('cancelled', run('for (;;);', { signal: controller.signal }));
});
