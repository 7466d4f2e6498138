import { describe, expect, it } from 'vitest';
import { passages } from '../../src/cli/bench/passages.ts';
import type { Generation } from '../../src/engine/index.ts';
import { runCli, runJson } from './runCli.ts';

const complete = ['complete', '--lang', 'bo', '--text', passages.bo, '--max-tokens', '2', '--ep', 'cpu'];

interface Models {
  readonly models: readonly { readonly source: string; readonly memoryBytes: number }[];
  readonly missing: readonly { readonly source: string; readonly reason: { readonly kind: string } }[];
}

async function sources(limit: string): Promise<readonly string[]> {
  const { json } = await runJson([...complete, '--memory-limit', limit]);
  return (json as Models).models.map(({ source }) => source);
}

describe('a limit on memory', () => {
  it('tells in JSON which models ran, and why others did not', async () => {
    const { json } = await runJson(complete);
    const { models, missing } = json as Models;
    expect(missing).toEqual([]);
    const bytes = models.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    expect(await sources(String(bytes))).toEqual(['largeIns', 'smallCpt', 'smallBase']);
    expect(await sources(String(bytes - 1))).toEqual(['largeIns', 'smallCpt']);
    const reduced = await runJson([...complete, '--memory-limit', '80MB']);
    expect(reduced.json).toMatchObject({
      models: [{ source: 'smallCpt' }],
      missing: [
        { source: 'largeIns', reason: { kind: 'memory' } },
        { source: 'smallBase', reason: { kind: 'memory' } },
      ],
      weights: { largeIns: 0, smallCpt: 1, smallBase: 0 } satisfies Generation['weights'],
    });
  });

  it('says in words what is not loaded', async () => {
    const { code, out, err } = await runCli([...complete, '--memory-limit', '80MB']);
    expect(code).toBe(0);
    expect(out).not.toContain('large-ins');
    expect(err).toMatch(/large-ins is not loaded: it needs [\d.]+ MB of memory, and [\d.]+ MB were left/u);
  });

  it('refuses with the numbers where nothing fits', async () => {
    const { code, json, err } = await runJson([...complete, '--memory-limit', '1MB']);
    expect(code).toBe(1);
    expect(json).toMatchObject({ error: { code: 'memory-insufficient' } });
    expect(err).toMatch(/small-cpt alone needs [\d.]+ MB and 1\.0 MB of main memory can be had/u);
  });

  it('never measures with fewer models than all', async () => {
    const { code, err } = await runCli(['bench', '--suite', 'decode', '--quick', '--memory-limit', '80MB']);
    expect(code).toBe(1);
    expect(err).toContain('all models together');
  });

  it('is bad usage where it is no size', async () => {
    const { code, err } = await runCli([...complete, '--memory-limit', 'plenty']);
    expect(code).toBe(2);
    expect(err).toContain('--memory-limit takes a size');
  });
});

describe('trimix doctor', () => {
  it('tells the memory of the machine and where each trio would run', async () => {
    const { json } = await runJson(['doctor', '--memory-limit', '80MB', '--gpu-memory', '8GB']);
    expect(json).toMatchObject({
      memory: {
        total: expect.any(Number) as number,
        available: expect.any(Number) as number,
      },
      trios: [
        {
          fit: { kind: 'reduced', models: 1 },
          placements: [{ source: 'smallCpt', executionProvider: 'cpu' }],
          missing: [{ source: 'largeIns' }, { source: 'smallBase' }],
        },
      ],
    });
    const { out } = await runCli(['doctor', '--memory-limit', '1MB']);
    expect(out).toMatch(/main memory: [\d.]+ GB of [\d.]+ GB free/u);
    expect(out).toMatch(/demo: does not fit: [\d.]+ MB are needed at least, 1\.0 MB can be had/u);
  });
});
