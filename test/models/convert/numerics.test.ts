import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertModel, type Precision } from '../../../src/models/index.ts';
import { forward } from '../reference/qwen2.ts';
import { realTokens } from '../support/demoText.ts';
import { dequantise } from '../support/dequantise.ts';
import { divergence, negativeLogLikelihood } from '../support/distributions.ts';
import { anyProvenance, demoDirectory } from '../support/folders.ts';
import { largestDifference, OnnxModel, type Cache } from '../support/onnxModel.ts';
import { writeSafetensors } from '../support/writeSafetensors.ts';

/**
 * The real weights of the demo trio, taken back out of the committed int8 files and written as a checkpoint: so
 * both sides, the converted graph and the independent forward pass, start from the very same numbers.
 */
describe.each(['large-ins', 'small-base', 'small-cpt-bo'])('%s', (folder) => {
  const committed = join(demoDirectory, folder);
  const { config, tensors } = dequantise(committed);
  const texts = realTokens(40);
  const precisions = ['fp32', 'fp16', 'int8', 'int4'] as const satisfies Precision[];
  const models = new Map<Precision, OnnxModel>();
  let workspace: string;

  beforeAll(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'trimix-numerics-'));
    const source = join(workspace, 'checkpoint');
    await mkdir(source);
    await writeFile(join(source, 'config.json'), JSON.stringify(config));
    await writeSafetensors(join(source, 'model.safetensors'), tensors);
    await copyFile(join(demoDirectory, 'tokenizer.json'), join(source, 'tokenizer.json'));
    for (const precision of precisions) {
      const out = join(workspace, precision);
      await convertModel({ source, out, precision, provenance: anyProvenance });
      models.set(precision, await OnnxModel.load(out));
    }
  });

  afterAll(async () => {
    for (const model of models.values()) await model.release();
    await rm(workspace, { recursive: true, force: true });
  });

  test.each(texts)('fp32 agrees with the independent forward pass on $tag', async ({ tag, ids }) => {
    const { logits } = await models.get('fp32')!.run(ids);
    const difference = largestDifference(logits, forward(config, tensors, ids));
    console.log(
      `${folder} ${tag}: largest difference ${difference.toExponential(2)} over ${ids.length} tokens`,
    );
    expect(difference).toBeLessThan(1e-3);
  });

  test.each(texts)('chunks, single steps and a rewound cache change nothing on $tag', async ({ ids }) => {
    const model = models.get('fp32')!;
    const whole = (await model.run(ids)).logits;
    const compare = (logits: readonly Float32Array[], from: number): void => {
      expect(largestDifference(logits, whole.slice(from, from + logits.length))).toBeLessThan(1e-4);
    };
    let cache: Cache | undefined;
    for (const [start, end] of [
      [0, 7],
      [7, 23],
      [23, 24],
      [24, 30],
    ] as const) {
      const run = await model.run(ids.slice(start, end), { past: start, ...(cache && { cache }) });
      compare(run.logits, start);
      cache = run.cache;
    }
    for (let at = 30; at < ids.length; at++) {
      const run = await model.run(ids.slice(at, at + 1), { past: at, cache: cache!, keep: 1 });
      compare(run.logits, at);
      cache = run.cache;
    }
    // Wrong tokens first; then the mask says that only ten positions of the longer buffer count.
    const wrong = await model.run(
      ids.slice(0, 15).map((id) => (id * 31 + 7) % 8000),
      { past: ids.length, cache: cache! },
    );
    const rewound = await model.run(ids.slice(10, 25), { past: 10, cache: wrong.cache });
    compare(rewound.logits, 10);
    const stepped = await model.run(ids.slice(25, 26), { past: 25, cache: rewound.cache });
    compare(stepped.logits, 25);
  });

  test.each([
    ['fp16', 2e-4, 0.02],
    ['int8', 0.005, 0.1],
    ['int4', 0.1, 0.3],
  ] as const)('%s says nearly the same as fp32', async (precision, divergenceBound, likelihoodBound) => {
    for (const { tag, ids } of texts) {
      const exact = (await models.get('fp32')!.run(ids)).logits;
      const rough = (await models.get(precision)!.run(ids)).logits;
      const nats = divergence(exact, rough);
      const shift = negativeLogLikelihood(rough, ids) - negativeLogLikelihood(exact, ids);
      console.log(
        `${folder} ${precision} ${tag}: divergence ${nats.toFixed(5)} nats, likelihood ${shift.toFixed(4)} nats a token`,
      );
      expect(nats).toBeLessThan(divergenceBound);
      // Only its small-cpt was made for a text: where a model expects nothing, its likelihood says nothing.
      if (folder === `small-cpt-${tag}`) expect(Math.abs(shift)).toBeLessThan(likelihoodBound);
    }
  });

  test('int8 weights survive another conversion to int8 within rounding', () => {
    const again = dequantise(join(workspace, 'int8')).tensors;
    for (const [name, { values }] of tensors) {
      const other = again.get(name)!.values;
      let [largest, difference] = [0, 0];
      for (let i = 0; i < values.length; i++) {
        largest = Math.max(largest, Math.abs(values[i]!));
        difference = Math.max(difference, Math.abs(values[i]! - other[i]!));
      }
      expect(difference / largest, name).toBeLessThan(1 / 128);
    }
  });
});
