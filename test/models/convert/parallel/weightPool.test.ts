import { execFile } from 'node:child_process';
import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openWeightPool, usefulThreads } from '../../../../src/models/convert/parallel/weightPool.ts';
import type { WeightJob } from '../../../../src/models/convert/weights/weightJob.ts';
import { convertModel } from '../../../../src/models/index.ts';
import { changeTensors, copyOfCheckpoint } from '../../support/checkpoints.ts';
import { foreseen } from '../../support/errors.ts';
import {
  anyProvenance,
  architectureFixtures,
  fixtures,
  makeTemporaryFolder,
  temporaryFolder,
} from '../../support/folders.ts';
import { expectSameFiles } from '../../support/sameFiles.ts';
import { writeSafetensors } from '../../support/writeSafetensors.ts';

/** A checkpoint whose matrices are larger than what is read at a time, in no multiple of it. */
async function severalSlabs(): Promise<string> {
  const folder = await temporaryFolder();
  const sizes = { vocab_size: 9001, hidden_size: 320, intermediate_size: 1003 };
  const config = {
    ...sizes,
    model_type: 'llama',
    num_hidden_layers: 1,
    num_attention_heads: 5,
    max_position_embeddings: 64,
    rms_norm_eps: 1e-5,
    hidden_act: 'silu',
  };
  let state = 1;
  const noise = (...shape: number[]) => ({
    shape,
    values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647 - 0.5;
    }),
  });
  const { vocab_size: vocabulary, hidden_size: hidden, intermediate_size: inner } = sizes;
  const layer = 'model.layers.0';
  const tensors = new Map([
    ['model.embed_tokens.weight', noise(vocabulary, hidden)],
    ['lm_head.weight', noise(vocabulary, hidden)],
    ...['q', 'k', 'v', 'o'].map(
      (part) => [`${layer}.self_attn.${part}_proj.weight`, noise(hidden, hidden)] as const,
    ),
    ...['gate', 'up'].map((part) => [`${layer}.mlp.${part}_proj.weight`, noise(inner, hidden)] as const),
    [`${layer}.mlp.down_proj.weight`, noise(hidden, inner)],
    [`${layer}.input_layernorm.weight`, noise(hidden)],
    [`${layer}.post_attention_layernorm.weight`, noise(hidden)],
    ['model.norm.weight', noise(hidden)],
  ]);
  await writeSafetensors(join(folder, 'model.safetensors'), tensors);
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await copyFile(join(fixtures, 'tied', 'tokenizer.json'), join(folder, 'tokenizer.json'));
  return folder;
}

test.each(['fp32', 'fp16', 'int8', 'int4'] as const)(
  '%s: the same bytes with and without threads, however many',
  async (precision) => {
    for (const source of [await severalSlabs(), join(architectureFixtures, 'gemma3-pattern')]) {
      const folder = await temporaryFolder();
      const converted = async (threads: number): Promise<string> => {
        const out = join(folder, String(threads));
        await convertModel({ source, out, precision, threads, provenance: anyProvenance });
        return out;
      };
      const alone = await converted(0);
      for (const threads of [1, 2, 5]) await expectSameFiles(await converted(threads), alone);
    }
  },
);

test('a weight that is no number is found in a thread as well, and named', async () => {
  const source = await copyOfCheckpoint();
  const tensor = 'model.layers.1.mlp.down_proj.weight';
  await changeTensors(source, (tensors) => (tensors.get(tensor)!.values[5] = NaN));
  const out = join(await temporaryFolder(), 'model');
  const converting = convertModel({ source, out, precision: 'int4', threads: 2, provenance: anyProvenance });
  expect((await foreseen('checkpoint-weights-not-finite', converting)).message).toContain(tensor);
  expect(await readdir(join(out, '..'))).toEqual([]);
});

const job = (): WeightJob => ({
  kind: 'blocks',
  rows: { type: 'F32', bytes: new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer) },
  columns: 2,
  largest: 1000,
  bits: 8,
  blockSize: 16,
});

/** The entry of a thread that ends at its first job. */
function mortalThread(end: string): URL {
  const script = `import { parentPort } from 'node:worker_threads'; parentPort.once('message', () => { ${end} });`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}

describe('a thread that ends', () => {
  test.each([
    ['by an error', "throw new Error('out of something')", 'out of something'],
    ['without a word', 'process.exit(7)', 'code 7'],
  ])('%s: it is said, and all that waited for it fails', async (_, end, words) => {
    const pool = openWeightPool(2, mortalThread(end));
    onTestFinished(() => pool.close());
    const jobs = [job(), job(), job(), job()].map((one) =>
      foreseen('conversion-thread-ended', pool.run(one)),
    );
    for (const failed of jobs) expect((await failed).message).toContain(words);
    await foreseen('conversion-thread-ended', pool.run(job()));
  });

  test('because its file is missing', async () => {
    const pool = openWeightPool(1, new URL('./nowhere.mjs', import.meta.url));
    onTestFinished(() => pool.close());
    expect((await foreseen('conversion-thread-ended', pool.run(job()))).message).toContain('nowhere');
  });
});

test('a small model is not worth a thread, a large one is worth a few', () => {
  expect(usefulThreads(1_000_000)).toBe(0);
  expect(usefulThreads(1e9)).toBeGreaterThanOrEqual(0);
  expect(usefulThreads(1e9)).toBeLessThanOrEqual(8);
});

describe('the thread is found beside a bundle', () => {
  const root = join(import.meta.dirname, '../../../..');

  const workspace = makeTemporaryFolder();
  afterAll(workspace.remove);
  beforeAll(async () => {
    const dist = join(await workspace.path, 'dist');
    await promisify(execFile)(process.execPath, ['esbuild.mjs', `--outdir=${dist}`], { cwd: root });
  });

  /** Bundles a conversion with two threads into the build's own folder, and runs it. */
  async function runBundle(format: 'cjs' | 'esm'): Promise<void> {
    const dist = join(await workspace.path, 'dist');
    const folder = await temporaryFolder();
    const source = join(fixtures, 'tied');
    const options = { source, precision: 'int4', threads: 2, provenance: anyProvenance };
    const outfile = join(dist, format === 'cjs' ? 'probe.cjs' : 'probe.mjs');
    await build({
      stdin: {
        contents: `import { convertModel } from './src/models/convert/convertModel.ts';
          void convertModel({ ...${JSON.stringify(options)}, out: process.argv[2] });`,
        resolveDir: root,
      },
      bundle: true,
      platform: 'node',
      format,
      outfile,
      mainFields: ['module', 'main'],
      external: ['onnxruntime-node'],
      ...(format === 'esm'
        ? {}
        : {
            define: { 'import.meta.url': 'trimixModuleUrl' },
            banner: { js: "const trimixModuleUrl = require('node:url').pathToFileURL(__filename).href;" },
          }),
    });
    await promisify(execFile)(process.execPath, [outfile, join(folder, 'bundle')]);
    await convertModel({
      source,
      precision: 'int4',
      threads: 0,
      provenance: anyProvenance,
      out: join(folder, 'sources'),
    });
    await expectSameFiles(join(folder, 'bundle'), join(folder, 'sources'));
  }

  test('of the command line’s kind', () => runBundle('esm'));
  test('of the server’s kind', () => runBundle('cjs'));
});
