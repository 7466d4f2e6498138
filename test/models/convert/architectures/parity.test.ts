import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertModel, type Precision } from '../../../../src/models/index.ts';
import { SafetensorsFile } from '../../../../src/models/safetensors/safetensorsFile.ts';
import { anyProvenance, architectureFixtures, makeTemporaryFolder } from '../../support/folders.ts';
import { largestDifference, OnnxModel, type Cache } from '../../support/onnxModel.ts';

const vocabulary = 160;

/** The logits that Hugging Face transformers computed in single precision, with eager attention. */
async function expected(name: string): Promise<{ ids: number[]; logits: Float32Array[] }> {
  const directory = join(architectureFixtures, name);
  const ids = JSON.parse(await readFile(join(directory, 'expected-ids.json'), 'utf8')) as number[];
  const file = await SafetensorsFile.open(join(directory, 'expected-logits.safetensors'));
  const logits = await Promise.all(
    ids.map((_, row) => file.readFloats('logits', row * vocabulary, vocabulary)),
  );
  await file.close();
  return { ids, logits };
}

/** Largest minus smallest logit: what a difference is measured by. */
function range(logits: readonly Float32Array[]): number {
  const values = logits.flatMap((row) => [...row]);
  return Math.max(...values) - Math.min(...values);
}

/** Length of the difference over length of the logits, taken as vectors. */
function relativeDistance(rough: readonly Float32Array[], exact: readonly Float32Array[]): number {
  const difference = exact.flatMap((row, at) => Array.from(row, (value, i) => value - rough[at]![i]!));
  return Math.hypot(...difference) / Math.hypot(...exact.flatMap((row) => [...row]));
}

const variants = readdirSync(architectureFixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('every variant of the fixtures is there', () => {
  expect(variants.sort()).toEqual([
    'gemma3-layer-types',
    'gemma3-multimodal',
    'gemma3-pattern',
    'gemma3-small-heads',
    'llama2-linear-biased',
    'llama2-plain',
    'llama2-small-heads',
    'llama2-yarn-attention',
    'llama3-tied',
    'llama3-untied-sharded',
    'llama3-yarn-chosen',
    'qwen2-layer-types',
    'qwen2-sliding',
    'qwen2-yarn',
  ]);
});

describe.each(variants)('%s', (name) => {
  const workspace = makeTemporaryFolder();
  const models = new Map<Precision, OnnxModel>();
  let ids: number[];
  let logits: Float32Array[];

  beforeAll(async () => {
    ({ ids, logits } = await expected(name));
    for (const precision of ['fp32', 'fp16', 'int8', 'int4'] as const) {
      const out = join(await workspace.path, precision);
      await convertModel({
        source: join(architectureFixtures, name),
        out,
        precision,
        provenance: anyProvenance,
      });
      models.set(precision, await OnnxModel.load(out));
    }
  });

  afterAll(async () => {
    for (const model of models.values()) await model.release();
    await workspace.remove();
  });

  test('fp32 agrees with transformers within 1e-5 of the range of the logits', async () => {
    const difference = largestDifference((await models.get('fp32')!.run(ids)).logits, logits) / range(logits);
    console.log(`${name} fp32: largest difference ${difference.toExponential(2)} of the range`);
    expect(difference).toBeLessThan(1e-5);
  });

  // Random weights forgive less than trained ones; logits that have nothing to do with each other are 1.4 away.
  test.each([
    ['fp16', 0.005],
    ['int8', 0.1],
    ['int4', 0.7],
  ] as const)('%s is less than %f of the logits away from them', async (precision, bound) => {
    const distance = relativeDistance((await models.get(precision)!.run(ids)).logits, logits);
    console.log(`${name} ${precision}: distance ${distance.toExponential(2)}`);
    expect(distance).toBeLessThan(bound);
  });

  // 5 and 8 are the windows; chunks end before, at and behind their edges.
  test.each([
    ['token by token', 1],
    ['in chunks of 3', 3],
    ['in chunks of 5', 5],
    ['in chunks of 7', 7],
    ['in chunks of 9', 9],
    ['in chunks of 20', 20],
  ])('%s, the logits are the same', async (_, chunk) => {
    const model = models.get('fp32')!;
    let cache: Cache | undefined;
    for (let past = 0; past < ids.length; past += chunk) {
      const run = await model.run(ids.slice(past, past + chunk), { past, ...(cache && { cache }) });
      const difference = largestDifference(run.logits, logits.slice(past, past + chunk));
      expect(difference / range(logits), `from ${past} on`).toBeLessThan(1e-5);
      cache = run.cache;
    }
  });

  test('another conversion gives the same bytes, and progress ends with the last tensor that is needed', async () => {
    const out = join(await workspace.path, 'again');
    const seen: [number, number][] = [];
    await convertModel({
      source: join(architectureFixtures, name),
      out,
      precision: 'int4',
      provenance: anyProvenance,
      onProgress: (done, total) => seen.push([done, total]),
    });
    for (const file of readdirSync(out)) {
      const first = await readFile(join(await workspace.path, 'int4', file));
      expect((await readFile(join(out, file))).equals(first), file).toBe(true);
    }
    const [done, total] = seen.at(-1)!;
    expect(done).toBeCloseTo(total, 6);
  });

  test('a cache that was rewound behind the window goes on as if nothing had been there', async () => {
    const model = models.get('fp32')!;
    const wrong = ids.map((id) => (id * 7 + 3) % vocabulary);
    const { cache } = await model.run([...ids.slice(0, 12), ...wrong]);
    const again = await model.run(ids.slice(12), { past: 12, cache });
    expect(largestDifference(again.logits, logits.slice(12)) / range(logits)).toBeLessThan(1e-5);
  });
});
