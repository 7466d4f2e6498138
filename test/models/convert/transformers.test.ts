import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { convertModel, type Precision } from '../../../src/models/index.ts';
import { SafetensorsFile } from '../../../src/models/safetensors/safetensorsFile.ts';
import { forward } from '../reference/qwen2.ts';
import { readTensors } from '../reference/readTensors.ts';
import { anyProvenance, fixtures, temporaryFolder } from '../support/folders.ts';
import { largestDifference, OnnxModel } from '../support/onnxModel.ts';

/** The logits that Hugging Face transformers computed in double precision. */
async function expected(name: string): Promise<{ ids: number[]; logits: Float32Array[] }> {
  const ids = JSON.parse(await readFile(join(fixtures, name, 'expected-ids.json'), 'utf8')) as number[];
  const file = await SafetensorsFile.open(join(fixtures, name, 'expected-logits.safetensors'));
  const logits = await Promise.all(ids.map((_, row) => file.readFloats('logits', row * 96, 96)));
  await file.close();
  return { ids, logits };
}

async function converted(name: string, precision: Precision): Promise<OnnxModel> {
  const out = join(await temporaryFolder(), 'model');
  await convertModel({ source: join(fixtures, name), out, precision, provenance: anyProvenance });
  const model = await OnnxModel.load(out);
  onTestFinished(() => model.release());
  return model;
}

describe.each([
  ['tied', 10_000],
  ['untied-sharded', 1_000_000],
])('%s', (name, theta) => {
  test.each([
    ['fp32', 1e-4],
    ['fp16', 2e-2],
    ['int8', 0.3],
    ['int4', 2],
  ] as const)('%s agrees with transformers within %f', async (precision, bound) => {
    const { ids, logits } = await expected(name);
    const model = await converted(name, precision);
    const difference = largestDifference((await model.run(ids)).logits, logits);
    console.log(`${name} ${precision}: largest difference from transformers ${difference.toExponential(2)}`);
    expect(difference).toBeLessThan(bound);
  });

  test('the independent forward pass agrees with transformers as well', async () => {
    const { ids, logits } = await expected(name);
    const directory = join(fixtures, name);
    const config = JSON.parse(await readFile(join(directory, 'config.json'), 'utf8')) as Parameters<
      typeof forward
    >[0];
    const own = forward({ ...config, rope_theta: theta }, readTensors(directory), ids);
    expect(largestDifference(own, logits)).toBeLessThan(1e-5);
  });
});

test('how many positions give logits is the caller’s choice, and more than there are means all', async () => {
  const { ids, logits } = await expected('tied');
  const model = await converted('tied', 'fp32');
  for (const [keep, rows] of [
    [1, 1],
    [3, 3],
    [0, ids.length],
    [99, ids.length],
  ] as const) {
    const kept = (await model.run(ids, { keep })).logits;
    expect(kept).toHaveLength(rows);
    expect(largestDifference(kept, logits.slice(-rows))).toBeLessThan(1e-4);
  }
});
