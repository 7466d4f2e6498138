import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prefill } from '../../../../src/engine/decoding/prefill.ts';
import type { LanguageModel } from '../../../../src/engine/runtime/languageModel.ts';
import { convertModel } from '../../../../src/models/index.ts';
import { anyProvenance, temporaryFolder } from '../../../models/support/folders.ts';
import { expectedLogits, foreignFixtures, largestDifference, loadModel } from '../foreignModels.ts';

/** How far from the other implementation, as a share of the range of the logits. */
const layouts = [
  ['optimum/onnx/model.onnx', 'logits', 1e-3],
  ['optimum/onnx/model_fp16.onnx', 'logits', 1e-2],
  ['optimum/onnx/model_q4.onnx', 'q4', 1e-3],
  ['optimum/onnx/model_quantized.onnx', 'quantized', 1e-3],
  ['genai', 'logits', 1e-3],
  ['genai-fp16', 'logits', 1e-2],
] as const;

/** Dynamic int8 measures each run's activations anew, so that its logits depend on how a text is cut into runs. */
const isExact = (name: string): boolean => !name.includes('quantized');

const open = (name: string): Promise<LanguageModel> => loadModel(join(foreignFixtures, name));

function best(row: Float32Array): number {
  return row.reduce((top, logit, id) => (logit > row[top]! ? id : top), 0);
}

async function greedy(model: LanguageModel, prompt: readonly number[], count: number): Promise<number[]> {
  let { row } = await prefill(model, prompt, { reusePrefix: false });
  const ids: number[] = [];
  while (ids.length < count) {
    const id = best(row);
    ids.push(id);
    row = (await model.append([id], 1)).data;
  }
  return ids;
}

describe.each(layouts)('%s', (name, reference, bound) => {
  test(`agrees with another implementation within ${bound} of the range`, async () => {
    const expected = await expectedLogits();
    const { ids, range } = expected;
    const wanted = expected[reference];
    const rows = await (await open(name)).append(ids, ids.length);
    const difference = largestDifference(rows.data.subarray(-wanted.length), wanted) / range;
    console.log(`${name}: largest difference ${difference.toExponential(2)} of the range`);
    expect([rows.rows, rows.width]).toEqual([ids.length, 96]);
    expect(difference).toBeLessThan(bound);
  });

  test('gives as many last rows as are asked for', async () => {
    const { ids } = await expectedLogits();
    const model = await open(name);
    const all = await model.append(ids, ids.length);
    model.rewind(0);
    for (const keep of [1, 3]) {
      const rows = await model.append(ids, keep);
      const wanted = all.data.subarray((ids.length - keep) * 96);
      expect([rows.rows, rows.data.length]).toEqual([keep, keep * 96]);
      if (isExact(name)) expect(largestDifference(rows.data, wanted)).toBeLessThan(1e-2);
      model.rewind(0);
    }
  });

  test('gives the same for a prefix that is kept, in chunks of any size, as for a fresh run', async () => {
    const { ids, range } = await expectedLogits();
    const model = await open(name);
    const fresh = (await prefill(model, ids, { reusePrefix: false, chunk: 1000 })).row;
    // A sequence that begins alike and goes on otherwise, so that what is left over would show.
    const other = [...ids.slice(0, 17), ...ids.slice(0, 20).reverse()];
    for (const chunk of [1, 3, 7, 64]) {
      await prefill(model, other, { chunk });
      const { row, cached } = await prefill(model, ids, { chunk });
      expect(cached).toBe(17);
      expect(model.cachedIds).toEqual(ids);
      if (isExact(name))
        expect(largestDifference(row, fresh) / range).toBeLessThan(name.includes('16') ? 2e-3 : 1e-6);
    }
  });
});

test('three layouts of the same weights write the same, and cutting a cache writes what a mask writes', async () => {
  const converted = join(await temporaryFolder(), 'model');
  const source = join(foreignFixtures, 'checkpoint');
  await convertModel({ source, out: converted, precision: 'fp32', provenance: anyProvenance });
  const models = await Promise.all([loadModel(converted), open('optimum/onnx/model.onnx'), open('genai')]);
  expect(models.map(({ folder }) => [folder.description.layout, folder.description.graph.rewinding])).toEqual(
    [
      ['trimix', 'mask'],
      ['optimum', 'slice'],
      ['genai', 'mask'],
    ],
  );
  const { ids } = await expectedLogits();
  for (let length = 1; length <= 20; length++) {
    const prompt = ids.slice(0, length);
    const [ours, ...others] = await Promise.all(models.map((model) => greedy(model, prompt, 24)));
    expect(new Set(ours).size).toBeGreaterThan(1);
    for (const other of others) expect(other).toEqual(ours);
  }
});

test('a rewound model forgets what was cut off', async () => {
  const { ids } = await expectedLogits();
  for (const name of ['optimum/onnx/model.onnx', 'genai']) {
    const model = await open(name);
    await model.append(ids, 1);
    model.rewind(5);
    const after = await model.append([7], 1);
    model.rewind(0);
    const fresh = await model.append([...ids.slice(0, 5), 7], 1);
    expect(largestDifference(after.data, fresh.data)).toBeLessThan(1e-5);
  }
});
