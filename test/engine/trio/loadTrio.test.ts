import { createHash } from 'node:crypto';
import { cp, mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complete, defaultRule, loadTrio, type CompletionRequest } from '../../../src/engine/index.ts';
import { demoDirectory } from '../demo.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'trimix-trio-')), 'trio');
  await cp(demoDirectory, folder, { recursive: true });
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const load = () => loadTrio(folder, { executionProvider: 'cpu', threads: 1 });

const request: CompletionRequest = {
  prefix: 'Қазақстан ',
  language: 'kk-Cyrl',
  maxTokens: 4,
  endAt: 'none',
  rule: defaultRule,
  sampling: { kind: 'greedy' },
};

async function edit(file: string, change: (value: Record<string, unknown>) => void): Promise<void> {
  const path = join(folder, file);
  const value = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(value);
  await writeFile(path, JSON.stringify(value));
}

describe('a trio that cannot be loaded says which file is at fault', () => {
  it('a file is missing', async () => {
    await rm(join(folder, 'small-cpt-kk-Cyrl', 'model.onnx.data'));
    await expect(load()).rejects.toMatchObject({ code: 'model-file-missing', message: /small-cpt/ });
  });

  it('a file is truncated', async () => {
    await truncate(join(folder, 'large-ins', 'model.onnx.data'), 1000);
    await expect(load()).rejects.toMatchObject({
      code: 'model-file-damaged',
      message: /large-ins.*1000 bytes/,
    });
  });

  it('a graph is no graph, though its length is right', async () => {
    const graph = join(folder, 'small-base', 'model.onnx');
    await writeFile(graph, Buffer.alloc((await readFile(graph)).length, 0xff));
    await expect(load()).rejects.toMatchObject({ code: 'model-file-damaged', message: /small-base/ });
  });

  it('the models were made with another tokenizer', async () => {
    await edit('tokenizer.json', (tokenizer) => (tokenizer['version'] = '1.0.1'));
    await expect(load()).rejects.toMatchObject({ code: 'trio-tokenizers-differ', message: /large-ins/ });
  });

  it('one of the models was made with another tokenizer', async () => {
    const other = createHash('sha256').update('another').digest('hex');
    await edit('small-cpt-kk-Cyrl/trimix-model.json', (manifest) => (manifest['tokenizerSha256'] = other));
    await expect(load()).rejects.toMatchObject({ code: 'trio-tokenizers-differ', message: /small-cpt/ });
  });

  it('a model gives too few logits for the tokenizer', async () => {
    await edit('small-cpt-kk-Cyrl/trimix-model.json', (manifest) => (manifest['logitsWidth'] = 8000));
    await expect(load()).rejects.toMatchObject({
      code: 'trio-vocabulary-mismatch',
      message: /small-cpt.*8000/,
    });
  });

  it('a description climbs out of its folder', async () => {
    await edit('trio.json', (trio) => {
      trio['sources'] = { largeIns: '../../etc', smallBase: 'small-base', smallCpt: { bo: 'small-cpt' } };
    });
    await expect(load()).rejects.toMatchObject({ code: 'model-manifest-invalid', message: /trio\.json/ });
  });

  it('an execution provider that this machine lacks is not replaced silently', async () => {
    const lacking = process.platform === 'win32' ? 'coreml' : 'dml';
    await expect(loadTrio(folder, { executionProvider: lacking })).rejects.toMatchObject({
      code: 'execution-provider-unavailable',
      message: /cpu/,
    });
  });

  it('the load is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(loadTrio(folder, { executionProvider: 'cpu', signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('weights that are NaN', () => {
  it('are met at the first step, name the model, and give no text', async () => {
    // Not a number in float32 wherever it is read as a scale; integers of the blocks stay numbers.
    const file = await open(join(folder, 'small-cpt-kk-Cyrl', 'model.onnx.data'), 'r+');
    const { size } = await file.stat();
    const pattern = Buffer.alloc(size, Buffer.from([0xff, 0xff, 0xff, 0xff]));
    await file.write(pattern, 0, size, 0);
    await file.close();
    const trio = await load();
    let shown = '';
    const running = complete(trio, request, { onText: (delta) => (shown += delta) });
    await expect(running).rejects.toMatchObject({ code: 'model-weights-not-finite', message: /small-cpt/ });
    expect(shown).toBe('');
    // The other models are as they were.
    const alone = { ...request, rule: { kind: 'single', source: 'largeIns' } } as const;
    await expect(complete(trio, alone)).resolves.toMatchObject({ tokens: 4 });
    await trio.dispose();
  });
});
