import { appendFile, cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot, runCli, runJson } from './runCli.ts';

const demo = path.join(packageRoot, 'models/demo');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trimix-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the demo trio to damage. */
async function copy(name: string): Promise<string> {
  const directory = path.join(folder, name);
  await cp(demo, directory, { recursive: true });
  return directory;
}

describe('trimix models', () => {
  it('lists the demo trio', async () => {
    const { json } = await runJson(['models', 'list']);
    expect(json).toMatchObject({
      trios: [
        { name: 'demo', models: [{ folder: 'large-ins' }, { folder: 'small-base' }, {}, {}, {}, {}, {}, {}] },
      ],
    });
    expect((await runCli(['models', 'list'])).out).toContain('demo');
  });

  it('verifies a whole trio, by default the demo, and a single model', async () => {
    expect(await runJson(['models', 'verify'])).toMatchObject({ code: 0, json: { ok: true } });
    expect(await runJson(['models', 'verify', 'demo'])).toMatchObject({ code: 0, json: { ok: true } });
    const trio = await copy('single');
    await cp(path.join(trio, 'tokenizer.json'), path.join(trio, 'small-cpt-bo/tokenizer.json'));
    const { code, out } = await runCli(['models', 'verify', path.join(trio, 'small-cpt-bo')]);
    expect([code, out]).toEqual([0, expect.stringContaining('sha256 matches') as string]);
  });

  it('finds a truncated file, a changed tokenizer and a missing folder', async () => {
    const trio = await copy('damaged');
    await truncate(path.join(trio, 'small-cpt-bo/model.onnx.data'), 1000);
    await appendFile(path.join(trio, 'tokenizer.json'), ' ');
    await rm(path.join(trio, 'small-base'), { recursive: true });
    const { code, json, err } = await runJson(['models', 'verify', trio]);
    expect(code).toBe(1);
    expect(err).toMatch(/^trimix: \d+ of \d+ files are damaged or missing[^\n]+\n$/);
    const wrong = (json as { files: { file: string; ok: boolean }[] }).files.filter(({ ok }) => !ok);
    expect(new Set(wrong.map(({ file }) => path.relative(trio, file)))).toEqual(
      new Set(['small-cpt-bo/model.onnx.data', 'tokenizer.json', 'small-base/trimix-model.json']),
    );
  });

  it('does not load a truncated model', async () => {
    const trio = await copy('truncated');
    await truncate(path.join(trio, 'large-ins/model.onnx'), 100);
    const { code, err } = await runCli(['complete', '--trio', trio, '--lang', 'bo', '--text', 'བོད་']);
    expect(code).toBe(1);
    expect(err).toMatch(/^trimix: The model file [^\n]*large-ins\/model\.onnx is damaged: [^\n]+\n$/);
  });

  it('says what it cannot convert', async () => {
    const { code, err } = await runCli([
      'models',
      'convert',
      folder,
      '--out',
      path.join(folder, 'x'),
      '--precision',
      'int4',
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/^trimix: [^\n]+\n$/);
  });
});

describe('trimix logits', () => {
  it('gives a logit for each entry of the vocabulary', async () => {
    const { json } = await runJson(['logits', '--model', path.join(demo, 'small-cpt-bo'), '--ids', '1,2,3']);
    const { logits } = json as { logits: number[] };
    expect(logits).toHaveLength(8192);
    expect(logits.every(Number.isFinite)).toBe(true);
  });
});

describe('trimix doctor', () => {
  // What it finds out about graphics cards is remembered there.
  beforeEach(() => void vi.stubEnv('TRIMIX_STORE', path.join(folder, 'store')));
  afterEach(() => void vi.unstubAllEnvs());

  it('finds all well with the demo', async () => {
    const { code, json } = await runJson(['doctor']);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      ok: true,
      versions: { trimix: expect.any(String) as string, onnxruntime: '1.30.0' },
      smokeTest: { ok: true },
    });
  });

  it('finds fault with a damaged trio and goes on', async () => {
    const trio = await copy('sick');
    await truncate(path.join(trio, 'small-cpt-bo/model.onnx.data'), 1000);
    const { code, json } = await runJson(['doctor', '--trio', trio]);
    expect(code).toBe(1);
    expect(json).toMatchObject({ ok: false, smokeTest: { ok: false }, machine: { node: process.version } });
  });
});
