import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { goodToken } from '../models/hub/localHub.ts';
import { startHub } from '../models/hub/startHub.ts';
import { publishSharded, repository } from '../models/store/publishedCheckpoints.ts';
import { fixtures, temporaryFolder } from '../models/support/folders.ts';
import { runCli, runJson } from './runCli.ts';

async function hubAndStore({ gated = false } = {}) {
  const hub = await startHub();
  const commit = await publishSharded(hub, { gated });
  const store = await temporaryFolder();
  return { hub, commit, store, from: ['--store', store, '--endpoint', hub.endpoint] };
}

describe('trimix models install', () => {
  it('installs, shows the licence on standard error, and says so when there is nothing to do', async () => {
    const { commit, store, from } = await hubAndStore();
    const first = await runJson(['models', 'install', repository, ...from]);
    expect(first).toMatchObject({
      code: 0,
      json: { name: repository, isNew: true, source: { kind: 'hub', commit }, licence: { id: 'apache-2.0' } },
      err: expect.stringMatching(/^owner\/tiny-model: \d+\.\d kB, licence: apache-2\.0\n$/) as string,
    });
    const again = await runCli(['models', 'install', repository, ...from]);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('nothing was downloaded') as string]);
    expect(await runJson(['models', 'list', '--store', store])).toMatchObject({
      code: 0,
      json: { trios: [{ name: 'demo' }], checkpoints: [{ name: repository }], partial: [], broken: [] },
    });
    expect((await runCli(['models', 'list', '--store', store])).out).toContain(`${repository}  9`);
  });

  it('takes a token from a file, and keeps it to itself', async () => {
    const { store, from } = await hubAndStore({ gated: true });
    const refused = await runJson(['models', 'install', repository, ...from]);
    expect(refused).toMatchObject({ code: 1, json: { error: { code: 'hub-token-needed' } } });
    const tokenFile = path.join(store, 'token');
    await writeFile(tokenFile, `${goodToken}\n`);
    const { code, out, err } = await runCli([
      'models',
      'install',
      repository,
      ...from,
      '--token-file',
      tokenFile,
    ]);
    expect(code).toBe(0);
    expect(out + err).not.toContain(goodToken);
  });

  it('takes a revision', async () => {
    const { commit, from } = await hubAndStore();
    const asked = await runJson(['models', 'install', repository, ...from, '--revision', commit]);
    expect(asked).toMatchObject({ code: 0, json: { source: { revision: commit } } });
    const missing = await runJson(['models', 'install', repository, ...from, '--revision', 'none']);
    expect(missing).toMatchObject({ code: 1, json: { error: { code: 'hub-not-found' } } });
  });

  it('explains what it cannot use', async () => {
    const { store } = await hubAndStore();
    expect((await runCli(['models', 'install', '--store', store])).code).toBe(2);
    const name = await runJson(['models', 'install', '../x', '--store', store]);
    expect(name).toMatchObject({ code: 1, json: { error: { code: 'checkpoint-name-invalid' } } });
    const address = await runJson(['models', 'install', 'a/b', '--store', store, '--endpoint', 'ftp://x']);
    expect(address).toMatchObject({ code: 1, json: { error: { code: 'hub-endpoint-invalid' } } });
  });

  it('shows the name of the licence that the catalogue knows', async () => {
    const { hub, from } = await hubAndStore();
    await hub.publish('Qwen/Qwen2.5-3B', path.join(fixtures, 'tied'), { cardData: { license: 'other' } });
    const { err } = await runCli(['models', 'install', 'Qwen/Qwen2.5-3B', ...from]);
    expect(err).toContain('Qwen Research License (no commercial use), https://');
  });
});

describe('trimix models import, verify, remove', () => {
  it('work on an installed checkpoint by its name, without the network', async () => {
    const network = vi.spyOn(globalThis, 'fetch');
    const store = await temporaryFolder();
    const folder = path.join(fixtures, 'tied');
    const imported = await runJson(['models', 'import', folder, '--name', 'mine', '--store', store]);
    expect(imported).toMatchObject({
      code: 0,
      json: { name: 'mine', source: { kind: 'folder', path: folder } },
    });
    const { directory } = imported.json as { directory: string };
    const whole = await runJson(['models', 'verify', 'mine', '--store', store]);
    expect(whole).toMatchObject({ code: 0, json: { ok: true, directory } });
    const weights = path.join(directory, 'model.safetensors');
    const bytes = await readFile(weights);
    bytes[3000] = bytes[3000]! ^ 1;
    await writeFile(weights, bytes);
    expect(await runJson(['models', 'verify', 'mine', '--store', store])).toMatchObject({
      code: 1,
      json: { ok: false },
    });
    expect(await runJson(['models', 'remove', 'mine', '--store', store])).toMatchObject({
      code: 0,
      json: { name: 'mine' },
    });
    expect(await readdir(path.join(store, 'checkpoints'))).toEqual([]);
    expect(await runJson(['models', 'remove', 'mine', '--store', store])).toMatchObject({
      code: 1,
      json: { error: { code: 'checkpoint-not-installed' } },
    });
    expect(network).not.toHaveBeenCalled();
    network.mockRestore();
  });

  it('say what is missing', async () => {
    const store = await temporaryFolder();
    expect((await runCli(['models', 'import', store])).code).toBe(2);
    expect((await runCli(['models', 'remove'])).code).toBe(2);
    expect((await runCli(['models', 'verify', 'none', '--store', store])).code).toBe(1);
  });
});

describe('trimix models list --catalogue', () => {
  it('lists every trio with its sizes, licence and quality', async () => {
    const network = vi.spyOn(globalThis, 'fetch');
    const store = await temporaryFolder();
    const { json } = await runJson(['models', 'list', '--catalogue', '--store', store]);
    const { catalogue } = json as { catalogue: Record<string, unknown>[] };
    expect(catalogue).toHaveLength(36);
    expect(catalogue.find(({ id }) => id === 'ug-gemma-3-4b-12b')).toMatchObject({
      language: 'ug',
      gated: true,
      quality: [
        { rule: 'single:small-cpt', toEnglish: 0.47, fromEnglish: 0.32 },
        { rule: 'trimix' },
        { rule: 'safw' },
      ],
    });
    const { out } = await runCli(['models', 'list', '--catalogue', '--store', store]);
    expect(out).toMatch(/kk-arab-gemma-3-4b-12b +kk-Arab .*only if the hub has it/);
    expect(network).not.toHaveBeenCalled();
    network.mockRestore();
  });
});
