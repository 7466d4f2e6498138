import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openModelFolder } from '../../../../src/engine/runtime/modelFolder.ts';
import { variantOrder } from '../../../../src/engine/runtime/layouts/variants.ts';
import { demoDirectory } from '../../demo.ts';
import { copyOf, editJson, foreignFixtures, loadModel } from '../foreignModels.ts';

const size = async (path: string): Promise<number> => (await stat(join(foreignFixtures, path))).size;

describe('what is known of a model without loading it', () => {
  it('Optimum and transformers.js', async () => {
    const { description, files, bytes } = await openModelFolder(
      join(foreignFixtures, 'optimum/onnx/model.onnx'),
    );
    const tokenizer = await readFile(join(foreignFixtures, 'optimum/tokenizer.json'));
    expect(description).toMatchObject({
      layout: 'optimum',
      architecture: 'qwen2',
      graph: {
        file: 'onnx/model.onnx',
        inputs: {
          inputIds: 'input_ids',
          attentionMask: 'attention_mask',
          positionIds: 'position_ids',
          numLogitsToKeep: null,
        },
        rewinding: 'slice',
      },
      logitsWidth: 96,
      contextLength: 128,
      // One is in config.json, the other in generation_config.json alone.
      endOfTextIds: [1, 2],
      quantisation: { precision: 'fp32', blockSize: null },
      tokenizerSha256: createHash('sha256').update(tokenizer).digest('hex'),
      source: { repository: null, revision: null, licence: null },
    });
    expect(description.graph.cache).toHaveLength(4);
    expect(description.graph.cache[3]).toEqual({
      past: 'past_key_values.1.value',
      present: 'present.1.value',
      heads: 2,
      headSize: 16,
      type: 'float32',
    });
    expect(files.map(({ path, sha256 }) => [path, sha256])).toEqual([
      ['onnx/model.onnx', null],
      ['onnx/model.onnx_data', null],
    ]);
    expect(bytes).toBe(
      (await size('optimum/onnx/model.onnx')) + (await size('optimum/onnx/model.onnx_data')),
    );
  });

  it('onnxruntime-genai, in half precision', async () => {
    const { description, bytes } = await openModelFolder(join(foreignFixtures, 'genai-fp16'));
    expect(description).toMatchObject({
      layout: 'genai',
      architecture: 'qwen2',
      graph: { file: 'model.onnx', inputs: { positionIds: null }, rewinding: 'mask' },
      contextLength: 128,
      endOfTextIds: [2, 1],
      quantisation: { precision: 'fp16', blockSize: null },
    });
    expect(new Set(description.graph.cache.map(({ type }) => type))).toEqual(new Set(['float16']));
    expect(bytes).toBe((await size('genai-fp16/model.onnx')) + (await size('genai-fp16/model.onnx.data')));
  });

  it('a folder of TriMix’s own stays one, whatever lies beside', async () => {
    const folder = await copyOf('genai');
    await cp(join(demoDirectory, 'small-base'), folder, { recursive: true });
    expect((await openModelFolder(folder)).description).toMatchObject({
      layout: 'trimix',
      graph: { rewinding: 'mask' },
    });
  });
});

describe('the variant to run', () => {
  it('is taken in the documented order, in the folder onnx before the top', async () => {
    const folder = await copyOf('optimum');
    await rm(join(folder, 'onnx/model_quantized.onnx'));
    for (const suffix of variantOrder.slice(1)) {
      if (suffix === '' || suffix === '_fp16') continue;
      await cp(join(folder, 'onnx/model_fp16.onnx'), join(folder, `onnx/model${suffix}.onnx`), {
        force: true,
      });
    }
    await cp(join(folder, 'onnx/model_q4.onnx'), join(folder, 'model_q4.onnx'));
    const taken: string[] = [];
    for (;;) {
      const { description } = await openModelFolder(folder).catch(() => ({ description: null }));
      if (description === null) break;
      taken.push(description.graph.file);
      await rm(join(folder, description.graph.file));
    }
    expect(taken).toEqual([...variantOrder.map((suffix) => `onnx/model${suffix}.onnx`), 'model_q4.onnx']);
  });

  it('can be named', async () => {
    const { directory, description } = await openModelFolder(
      join(foreignFixtures, 'optimum/onnx/model_fp16.onnx'),
    );
    expect([directory, description.graph.file]).toEqual([
      join(foreignFixtures, 'optimum'),
      'onnx/model_fp16.onnx',
    ]);
  });

  it('may lie at the top, as older exports have it', async () => {
    const folder = await copyOf('optimum');
    for (const name of await readdir(join(folder, 'onnx')))
      await rename(join(folder, 'onnx', name), join(folder, name));
    expect((await openModelFolder(folder)).description.graph.file).toBe('model_q4.onnx');
    expect((await openModelFolder(join(folder, 'model.onnx'))).bytes).toBeGreaterThan(200_000);
  });
});

describe('a folder that is no model', () => {
  it.each([
    ['nothing at all', async (folder: string) => rm(join(folder, 'config.json')), /trimix-model\.json/],
    ['no graph', async (folder: string) => rm(join(folder, 'onnx'), { recursive: true }), /no ONNX graph/],
    [
      'the halves of an encoder and decoder',
      async (folder: string) => {
        await rm(join(folder, 'onnx'), { recursive: true });
        await mkdir(join(folder, 'onnx'));
        await writeFile(join(folder, 'onnx/encoder_model.onnx'), '');
      },
      /encoder_model\.onnx/,
    ],
  ])('%s', async (_, spoil, message) => {
    const folder = await copyOf('optimum');
    await spoil(folder);
    await expect(openModelFolder(folder)).rejects.toMatchObject({ code: 'model-layout-unknown', message });
  });

  it('is not there', async () => {
    const folder = join(await copyOf('genai'), 'gone');
    await expect(openModelFolder(folder)).rejects.toMatchObject({ code: 'model-file-missing' });
    await expect(openModelFolder(join(folder, 'model.onnx'))).rejects.toMatchObject({
      code: 'model-file-missing',
    });
  });
});

describe('files that are not what they should be', () => {
  it('external data is missing, or too short', async () => {
    const folder = await copyOf('genai');
    await truncate(join(folder, 'model.onnx.data'), 1000);
    await expect(openModelFolder(folder)).rejects.toMatchObject({
      code: 'model-file-damaged',
      message: /model\.onnx\.data.*1000 bytes/,
    });
    await rm(join(folder, 'model.onnx.data'));
    await expect(openModelFolder(folder)).rejects.toMatchObject({
      code: 'model-file-missing',
      message: /model\.onnx\.data/,
    });
  });

  it('external data is a link that leaves the folder', async () => {
    const folder = await copyOf('genai');
    const elsewhere = join(await copyOf('genai'), 'model.onnx.data');
    await rm(join(folder, 'model.onnx.data'));
    await symlink(elsewhere, join(folder, 'model.onnx.data'));
    await expect(openModelFolder(folder)).rejects.toMatchObject({
      code: 'model-file-damaged',
      message: /link/,
    });
  });

  it('graph and data are links into one folder, as in the cache of the hub: that runs', async () => {
    const [folder, blobs] = [await copyOf('genai'), await copyOf('genai')];
    for (const name of ['model.onnx', 'model.onnx.data']) {
      await rm(join(folder, name));
      await rename(join(blobs, name), join(blobs, `blob-${name.length}`));
      await symlink(join(blobs, `blob-${name.length}`), join(folder, name));
    }
    const model = await loadModel(folder);
    expect((await model.append([1, 2], 1)).rows).toBe(1);
  });

  it
    .runIf(process.platform === 'linux')
    .each(['model.onnx', 'model.onnx.data', 'tokenizer.json', 'genai_config.json'])(
    '%s is a pipe, which nobody waits for',
    async (name) => {
      const folder = await copyOf('genai');
      await rm(join(folder, name));
      execFileSync('mkfifo', [join(folder, name)]);
      await expect(openModelFolder(folder)).rejects.toMatchObject({
        code: 'model-file-damaged',
        message: /not a regular file/,
      });
    },
  );

  it('there is no tokenizer: the model can still be run alone', async () => {
    const folder = await copyOf('genai');
    await rm(join(folder, 'tokenizer.json'));
    expect((await openModelFolder(folder)).description.tokenizerSha256).toBeNull();
  });

  it.each([
    [
      'genai',
      'genai_config.json',
      /genai_config\.json.* model: /,
      (value: Record<string, unknown>) => (value['model'] = []),
    ],
    [
      'optimum',
      'config.json',
      /max_position_embeddings/,
      (value: Record<string, unknown>) => (value['max_position_embeddings'] = 1e300),
    ],
    [
      'optimum',
      'config.json',
      /99 layers/,
      (value: Record<string, unknown>) => (value['num_hidden_layers'] = 99),
    ],
    [
      'optimum',
      'config.json',
      /3 heads/,
      (value: Record<string, unknown>) => (value['num_key_value_heads'] = 3),
    ],
    ['optimum', 'config.json', /heads of 64/, (value: Record<string, unknown>) => (value['head_dim'] = 64)],
    [
      'optimum',
      'generation_config.json',
      /eos_token_id/,
      (value: Record<string, unknown>) => (value['eos_token_id'] = 'x'),
    ],
  ])('%s/%s contradicts its graph or itself', async (name, file, message, change) => {
    const folder = await copyOf(name);
    await editJson(join(folder, file), change);
    await expect(openModelFolder(folder)).rejects.toMatchObject({ code: 'model-file-damaged', message });
  });

  it.each([
    ['a file elsewhere', '../model.onnx'],
    ['an absolute path', '/etc/passwd'],
    ['a folder', 'onnx/model.onnx'],
    ['no graph', 'genai_config.json'],
  ])('genai_config.json names %s', async (_, filename) => {
    const folder = await copyOf('genai');
    await editJson(join(folder, 'genai_config.json'), (value) => {
      (value['model'] as { decoder: { filename: string } }).decoder.filename = filename;
    });
    await expect(openModelFolder(folder)).rejects.toMatchObject({
      code: 'model-file-damaged',
      message: /filename/,
    });
  });

  it('names of the cache are another model’s', async () => {
    const folder = await copyOf('genai');
    await editJson(join(folder, 'genai_config.json'), (value) => {
      const { decoder } = value['model'] as { decoder: { inputs: Record<string, string> } };
      decoder.inputs['past_key_names'] = 'past.%d.key';
    });
    await expect(openModelFolder(folder)).rejects.toMatchObject({ code: 'model-graph-unsupported' });
  });

  it('a promise to share buffers is not believed without the attention that can', async () => {
    const folder = await copyOf('optimum');
    const genai = join(foreignFixtures, 'genai/genai_config.json');
    await cp(genai, join(folder, 'genai_config.json'));
    for (const name of ['model.onnx', 'model.onnx_data'])
      await cp(join(folder, 'onnx', name), join(folder, name));
    expect((await openModelFolder(folder)).description).toMatchObject({
      layout: 'genai',
      graph: { rewinding: 'slice' },
    });
  });
});
