import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TriMixError } from '../../../src/engine/errors.ts';
import { convertModel, type ConvertModelOptions } from '../../../src/models/index.ts';
import { changeConfig, changeTensors, copyOfCheckpoint } from '../support/checkpoints.ts';
import { foreseen } from '../support/errors.ts';
import { anyProvenance, fixtures, temporaryFolder } from '../support/folders.ts';
import { OnnxModel } from '../support/onnxModel.ts';

async function convert(source: string, changes: Partial<ConvertModelOptions> = {}) {
  const out = join(dirname(source), 'model');
  return convertModel({ source, out, precision: 'fp32', provenance: anyProvenance, ...changes });
}

/** Expects a foreseen refusal that leaves nothing beside the checkpoint. */
async function refused(
  code: TriMixError['code'],
  source: string,
  changes: Partial<ConvertModelOptions> = {},
): Promise<string> {
  const error = await foreseen(code, convert(source, changes));
  expect(await readdir(dirname(source))).toEqual(['checkpoint']);
  return error.message;
}

describe('what is written', () => {
  test.each(['fp32', 'fp16', 'int8', 'int4'] as const)(
    '%s: the same bytes each time, as described',
    async (precision) => {
      const folder = await temporaryFolder();
      const source = join(fixtures, 'untied-sharded');
      const [first, second] = [join(folder, 'first'), join(folder, 'second')];
      const manifest = await convertModel({ source, out: first, precision, provenance: anyProvenance });
      await convertModel({ source, out: second, precision, provenance: anyProvenance });
      const names = (await readdir(first)).sort();
      expect(names).toEqual(['model.onnx', 'model.onnx.data', 'tokenizer.json', 'trimix-model.json']);
      for (const name of names) {
        expect((await readFile(join(first, name))).equals(await readFile(join(second, name))), name).toBe(
          true,
        );
      }
      for (const { path, bytes, sha256 } of manifest.files) {
        const content = await readFile(join(first, path));
        expect({ bytes, sha256 }).toEqual({
          bytes: content.length,
          sha256: createHash('sha256').update(content).digest('hex'),
        });
      }
      expect(await readdir(folder)).toHaveLength(2);
    },
  );

  test('the description says what the checkpoint says', async () => {
    const source = await copyOfCheckpoint();
    await writeFile(join(source, 'generation_config.json'), JSON.stringify({ eos_token_id: [1, 7] }));
    const manifest = await convert(source, { precision: 'int4', blockSize: 16 });
    expect(manifest).toMatchObject({
      architecture: 'qwen2',
      logitsWidth: 96,
      contextLength: 64,
      endOfTextIds: [1, 7],
      quantisation: { precision: 'int4', blockSize: 16 },
      graph: { kvCache: { layers: 2, keyValueHeads: 2, headSize: 16, type: 'float32' } },
      source: anyProvenance,
    });
  });

  test.each([16, 32, 64, 128] as const)(
    'blocks of %i run, also where they do not divide the width',
    async (blockSize) => {
      const source = await copyOfCheckpoint('untied-sharded');
      await convert(source, { precision: 'int8', blockSize });
      const model = await OnnxModel.load(join(dirname(source), 'model'));
      const { logits } = await model.run([1, 2, 3]);
      expect(logits.every((row) => row.every(Number.isFinite))).toBe(true);
      await model.release();
    },
  );

  test('an empty folder may stand where the model goes', async () => {
    const source = await copyOfCheckpoint();
    await mkdir(join(dirname(source), 'model'));
    await convert(source);
    expect(await readdir(join(dirname(source), 'model'))).toContain('trimix-model.json');
  });

  test('progress rises to the size of the checkpoint', async () => {
    const seen: [number, number][] = [];
    await convert(await copyOfCheckpoint(), { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).sort((a, b) => a - b));
    const [done, total] = seen.at(-1)!;
    expect(done).toBe(total);
  });

  test('a checkpoint made of symbolic links converts, as download caches are', async () => {
    const source = await copyOfCheckpoint();
    const linked = join(dirname(source), 'linked');
    await mkdir(linked);
    for (const name of await readdir(source)) await symlink(join(source, name), join(linked, name));
    await convert(linked);
  });
});

describe('what is refused leaves nothing behind', () => {
  test.each([
    ['another architecture', { model_type: 'mamba' }, 'mamba'],
    ['stretched positions', { rope_scaling: { type: 'longrope', factor: 4 } }, 'rope_scaling.type'],
    ['a missing size', { hidden_size: undefined }, 'hidden_size: it is missing'],
  ])('%s', async (_, changes, words) => {
    const source = await copyOfCheckpoint();
    await changeConfig(source, changes);
    expect(await refused('checkpoint-unsupported', source)).toContain(words);
  });

  test('a config.json that is none', async () => {
    const source = await copyOfCheckpoint();
    for (const content of ['', '[]', '{"model_type": 7}', '{']) {
      await writeFile(join(source, 'config.json'), content);
      await refused('model-file-damaged', source);
    }
    await rm(join(source, 'config.json'));
    await refused('model-file-missing', source);
  });

  test('weights cut short, missing, or of another shape', async () => {
    const source = await copyOfCheckpoint();
    const weights = join(source, 'model.safetensors');
    await truncate(weights, (await readFile(weights)).length - 100);
    expect(await refused('model-file-damaged', source)).toContain('cut short');
    await rm(weights);
    await refused('model-file-missing', source);

    const lacking = await copyOfCheckpoint();
    await changeTensors(lacking, (tensors) => tensors.delete('model.layers.1.mlp.up_proj.weight'));
    expect(await refused('model-file-damaged', lacking)).toContain('model.layers.1.mlp.up_proj.weight');

    const widened = await copyOfCheckpoint();
    await changeConfig(widened, { intermediate_size: 64 });
    expect(await refused('model-file-damaged', widened)).toContain('[64, 32]');
  });

  test.each([NaN, Infinity, -Infinity])('a weight that is %d', async (value) => {
    for (const tensor of [
      'model.layers.1.mlp.down_proj.weight',
      'model.norm.weight',
      'model.layers.0.self_attn.k_proj.bias',
    ]) {
      const source = await copyOfCheckpoint();
      await changeTensors(source, (tensors) => (tensors.get(tensor)!.values[5] = value));
      expect(await refused('checkpoint-weights-not-finite', source, { precision: 'int8' })).toContain(tensor);
    }
  });

  test('a weight too large for fp16, which fp32 takes', async () => {
    const source = await copyOfCheckpoint();
    await changeTensors(source, (tensors) => (tensors.get('model.norm.weight')!.values[0] = 70_000));
    expect(await refused('checkpoint-weights-not-finite', source, { precision: 'fp16' })).toContain('fp16');
    await convert(source);
  });

  test('a checkpoint without its tokenizer', async () => {
    const source = await copyOfCheckpoint();
    await rm(join(source, 'tokenizer.json'));
    expect(await refused('model-file-missing', source)).toContain('tokenizer.json');
  });

  test('a block size no kernel takes', async () => {
    for (const blockSize of [0, 8, 24, 512, NaN]) {
      await refused('block-size-invalid', await copyOfCheckpoint(), { precision: 'int4', blockSize });
    }
  });

  test('a cancelled conversion, before and in the middle', async () => {
    await refused('cancelled', await copyOfCheckpoint(), { signal: AbortSignal.abort() });
    const controller = new AbortController();
    await refused('cancelled', await copyOfCheckpoint(), {
      signal: controller.signal,
      onProgress: (done, total) => {
        if (done > total / 2) controller.abort();
      },
    });
  });

  test('an output folder with something in it, or a link, is left alone', async () => {
    const source = await copyOfCheckpoint();
    const out = join(dirname(source), 'model');
    await mkdir(out);
    await writeFile(join(out, 'thesis.txt'), 'mine');
    await foreseen('output-exists', convert(source));
    expect(await readdir(out)).toEqual(['thesis.txt']);
    await rm(out, { recursive: true });
    await symlink(join(dirname(source), 'elsewhere'), out);
    await foreseen('output-exists', convert(source));
    expect((await readdir(dirname(source))).sort()).toEqual(['checkpoint', 'model']);
  });

  test('an output folder that cannot be made', async () => {
    const source = await copyOfCheckpoint();
    const out = join(source, 'config.json', 'model');
    await foreseen('output-not-written', convert(source, { out }));
  });
});
