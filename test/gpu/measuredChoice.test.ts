import { expect, test } from 'vitest';
import {
  fitTrio,
  measureTrio,
  openTrio,
  type ExecutionProvider,
  type OpenedTrio,
  type TrioBudget,
} from '../../src/engine/index.ts';
import { smallestModelForGpu } from '../../src/engine/runtime/executionProvider.ts';
import { completionMs, describeSpeed } from '../../src/engine/runtime/speedTest/speedVerdict.ts';
import { demoDirectory } from '../engine/demo.ts';
import { passedProvider } from './passedProvider.ts';

/** A card of one's own may well be faster; the processor that plays one cannot be. */
const isSoftware = process.env['TRIMIX_VULKAN'] !== 'system';

/** The demo trio, taken for one whose models are large enough for a graphics processor to pay. */
async function demoAsIfLarge(): Promise<OpenedTrio> {
  const opened = await openTrio(demoDirectory);
  const models = [...opened.models].map(
    ([name, model]) => [name, { ...model, bytes: model.bytes + smallestModelForGpu }] as const,
  );
  return { ...opened, models: new Map(models) };
}

test('the models of a trio are measured on WebGPU and the CPU, and planned where they are faster', async () => {
  const opened = await demoAsIfLarge();
  const budget: TrioBudget = {
    executionProvider: 'auto',
    providerTests: await passedProvider(),
    gpuMemory: 8e9,
  };
  const placesOf = async (chosen: TrioBudget): Promise<readonly ExecutionProvider[]> =>
    ((await fitTrio(opened, chosen)).plan?.placements ?? []).map(
      ({ executionProvider }) => executionProvider,
    );
  expect(await placesOf(budget)).toEqual(['webgpu', 'webgpu', 'webgpu']);

  const found = await measureTrio(opened, budget);
  // small-base has the shape of small-cpt.
  expect(found.map(({ source }) => source)).toEqual(['largeIns', 'smallCpt']);
  const faster = found.map(({ provider, verdict }) => {
    console.log(describeSpeed(verdict, provider));
    if (verdict.kind !== 'measured') throw new Error(`not measured: ${verdict.kind}`);
    return completionMs(verdict.provider) < completionMs(verdict.cpu) ? 'webgpu' : 'cpu';
  });
  if (isSoftware) expect(faster).toEqual(['cpu', 'cpu']);
  expect(await placesOf(budget)).toEqual([faster[0], faster[1], faster[1]]);
  // What a user names is what he gets.
  expect(await placesOf({ ...budget, executionProvider: 'webgpu' })).toEqual(Array(3).fill('webgpu'));
  // What is remembered is not measured again.
  const program = '/nowhere/child.mjs';
  const later = { ...budget, providerTests: { ...budget.providerTests!, program } };
  expect(await measureTrio(opened, later)).toEqual(found);
});

test('a trio of small models is not measured: it stays on the CPU', async () => {
  const budget = {
    executionProvider: 'auto',
    providerTests: await passedProvider(),
    gpuMemory: 8e9,
  } as const;
  expect(await measureTrio(await openTrio(demoDirectory), budget)).toEqual([]);
});
