import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LanguageModel } from '../../src/engine/runtime/languageModel.ts';
import { demoDirectory } from '../engine/demo.ts';
import { leastCrossing, Watch } from './watch.ts';

let watch: Watch;

beforeEach(() => {
  watch = new Watch();
  watch.start();
});

afterEach(() => vi.restoreAllMocks());

function loadLargeIns(): Promise<LanguageModel> {
  const options = { executionProvider: 'webgpu', longestRun: 31, threads: 2, label: 'large-ins' } as const;
  return LanguageModel.load(join(demoDirectory, 'large-ins'), options);
}

test('only ids, mask and the wanted rows of logits cross between main memory and the graphics card', async () => {
  const model = await loadLargeIns();
  await model.append([1, 2, 3, 4, 5], 1);
  await model.append([6], 1);
  model.rewind(3);
  await model.append([7, 8], 2);
  const least = (ids: number, length: number, rows: number) =>
    leastCrossing({ ids, length, rows }, model.logitsWidth);
  expect(watch.crossings).toEqual([least(5, 5, 1), least(1, 6, 1), least(2, 5, 2)]);
  await model.dispose();
});

const steps = 200;

test(`${steps} steps keep the buffers of one step alive, a disposed model none`, async () => {
  const model = await loadLargeIns();
  const buffers = model.folder.description.graph.cache.length;
  await model.append([1, 2, 3], 1);
  const before = process.memoryUsage().rss;
  for (let step = 0; step < steps; step++) {
    await model.append([(step * 31) % model.logitsWidth], 1);
    expect(watch.alive.size).toBe(buffers);
  }
  // Software Vulkan keeps its buffers in main memory: if they were only forgotten, a step would leave 1.2 MB.
  const grown = (process.memoryUsage().rss - before) / 1e6;
  console.log(`${steps} steps: ${grown.toFixed(0)} MB more of main memory`);
  expect(grown).toBeLessThan(0.6 * steps);
  await model.dispose();
  expect(watch.alive.size).toBe(0);
});

test('a run that fails leaves no buffer behind, and the model goes on afterwards', async () => {
  const model = await loadLargeIns();
  const fresh = (await model.append([1, 2, 3], 1)).data;
  // More rows than there are positions: the graph gives what it has, which is not what was asked for.
  await expect(model.append([4, 5], 3)).rejects.toMatchObject({ code: 'inference-failed' });
  expect(watch.alive.size).toBe(0);
  expect((await model.append([1, 2, 3], 1)).data).toEqual(fresh);
  await model.dispose();
});
