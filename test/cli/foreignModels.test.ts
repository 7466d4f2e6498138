import { appendFile, cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeForeignDemo } from '../engine/foreignDemo.ts';
import { expectedLogits, foreignFixtures, largestDifference } from '../engine/runtime/foreignModels.ts';
import { runCli, runJson } from './runCli.ts';

let trio: Awaited<ReturnType<typeof makeForeignDemo>>;
let folder = '';
beforeAll(async () => {
  trio = await makeForeignDemo();
  folder = await mkdtemp(path.join(tmpdir(), 'trimix-foreign-'));
});
afterAll(async () => {
  await trio.remove();
  await rm(folder, { recursive: true });
});

describe('trimix logits', () => {
  it.each(['optimum/onnx/model.onnx', 'genai'])('agrees with transformers: %s', async (name) => {
    const { ids, logits, range } = await expectedLogits();
    const args = ['logits', '--model', path.join(foreignFixtures, name), '--ids', ids.join(',')];
    const { json } = await runJson(args);
    const last = (json as { logits: number[] }).logits;
    expect(largestDifference(last, logits.slice(-last.length)) / range).toBeLessThan(1e-3);
  });

  it('says in one line what is wrong with a folder', async () => {
    const { code, err } = await runCli(['logits', '--model', folder, '--ids', '1']);
    expect(code).toBe(1);
    expect(err).toMatch(/^trimix: [^\n]+ is no model folder that TriMix knows: [^\n]+\n$/);
  });
});

describe('a trio of models that others made', () => {
  it('completes', async () => {
    const text = ['--text', 'Қазақстан ', '--lang', 'kk-Cyrl', '--max-tokens', '6'];
    const own = await runJson(['complete', ...text]);
    const foreign = await runJson(['complete', '--trio', trio.folder, ...text]);
    expect(foreign.code, foreign.err).toBe(0);
    expect((foreign.json as { text: string }).text).toBe((own.json as { text: string }).text);
  });

  it('is verified as far as that goes, and says so', async () => {
    const { code, json } = await runJson(['models', 'verify', trio.folder]);
    expect(code).toBe(0);
    const { files } = json as { files: { file: string; ok: boolean; finding: string }[] };
    const of = (name: string) => files.find(({ file }) => file === path.join(trio.folder, name))?.finding;
    expect(of('small-base/onnx/model.onnx.data')).toMatch(/no checksum to compare with/);
    expect(of('large-ins/tokenizer.json')).toMatch(/the same as/);
  });

  it('is found healthy by the doctor, and sick when it is', async () => {
    expect(await runJson(['doctor', '--trio', trio.folder])).toMatchObject({ code: 0, json: { ok: true } });
    const sick = path.join(folder, 'sick');
    await cp(trio.folder, sick, { recursive: true });
    await truncate(path.join(sick, 'small-base/onnx/model.onnx.data'), 1000);
    await appendFile(path.join(sick, 'large-ins/tokenizer.json'), ' ');
    const { code, json } = await runJson(['models', 'verify', sick]);
    expect(code).toBe(1);
    const wrong = (json as { files: { ok: boolean; finding: string }[] }).files.filter(({ ok }) => !ok);
    expect(wrong.map(({ finding }) => finding)).toEqual([
      expect.stringContaining('is not the same as'),
      expect.stringMatching(/model\.onnx\.data is damaged: it has 1000 bytes/),
    ]);
    expect(await runJson(['doctor', '--trio', sick])).toMatchObject({ code: 1, json: { ok: false } });
  });
});

describe('trimix models verify', () => {
  it('reads a model alone, of either layout', async () => {
    for (const name of ['optimum', 'genai']) {
      const { code, out } = await runCli(['models', 'verify', path.join(foreignFixtures, name)]);
      expect([code, out]).toEqual([0, expect.stringContaining('no checksum to compare with')]);
    }
  });
});
