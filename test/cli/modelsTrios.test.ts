import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { scriptShare } from '../../src/engine/text/scriptWatch.ts';
import { demoCheckpoints, hubAndStore, tibetan, uyghur } from '../models/trios/installing.ts';
import { demoDirectory, fixtures, temporaryFolder } from '../models/support/folders.ts';
import { runCli, runJson } from './runCli.ts';

const checkpoints = demoCheckpoints(['bo', 'ug'], 'small-base');
const name = 'qwen2.5-1.5b-7b-int4';

async function prepared() {
  const { hub, store } = await hubAndStore(checkpoints(), tibetan, uyghur);
  return { hub, store, from: ['--store', store, '--endpoint', hub.endpoint] };
}

describe('trimix models install TRIO', () => {
  it('makes a trio ready that all commands know by its name', async () => {
    const { store, from } = await prepared();
    const first = await runJson(['models', 'install', tibetan, ...from]);
    expect(first).toMatchObject({ code: 0, json: { name, precision: 'int4', languages: ['bo'] } });
    expect(first.err).toMatch(/^Qwen\/Qwen2\.5-7B-Instruct: .*Apache License 2\.0, https:/m);
    expect(first.err).toMatch(/to download; the models take/);
    const list = await runJson(['models', 'list', '--store', store]);
    expect(list.json).toMatchObject({
      trios: [
        { name: 'demo', kind: 'bundled' },
        {
          name,
          kind: 'installed',
          models: [{ repository: 'Qwen/Qwen2.5-7B-Instruct', precision: 'int4' }, {}, {}],
        },
      ],
      unfinished: [],
      broken: [],
    });
    expect((await runCli(['models', 'list', '--store', store])).out).toContain('Qwen2.5 1.5B + 7B, int4');
    const where = ['--trio', name, '--store', store];
    const text = await runJson([
      'complete',
      '--lang',
      'bo',
      '--text',
      'བོད་ཀྱི་',
      '--max-tokens',
      '8',
      ...where,
    ]);
    expect(text).toMatchObject({ code: 0, json: { trio: name } });
    expect(scriptShare((text.json as { text: string }).text, 'bo')).toBeGreaterThan(0.7);
    expect(await runJson(['models', 'verify', name, '--store', store])).toMatchObject({
      code: 0,
      json: { ok: true },
    });
    const again = await runCli(['models', 'install', tibetan, ...from]);
    expect([again.code, again.err]).toEqual([0, '']);
    expect(await runJson(['models', 'install', uyghur, ...from])).toMatchObject({
      code: 0,
      json: { name, languages: ['bo', 'ug'] },
    });
    expect((await runCli(['models', 'remove', name, '--lang', 'bo', '--store', store])).code).toBe(0);
    const refused = await runJson(['complete', '--lang', 'bo', '--text', 'བོད་', ...where]);
    expect(refused.json).toMatchObject({ error: { code: 'language-not-in-trio' } });
    expect((await runCli(['models', 'remove', name, '--store', store])).out).toMatch(/are free again/);
    expect((await runCli(['complete', '--lang', 'ug', '--text', 'س', ...where])).code).toBe(1);
  });

  it('asks a person, and does nothing without a yes', async () => {
    const { hub, from } = await prepared();
    const confirm = vi.fn(() => Promise.resolve(false));
    const no = await runJson(['models', 'install', tibetan, ...from], { confirm });
    expect(no).toMatchObject({ code: 1, json: { error: { code: 'licence-declined' } } });
    expect(confirm).toHaveBeenCalledOnce();
    expect(hub.requests.some((request) => request.path.includes('/resolve/'))).toBe(false);
    const yes = await runCli(['models', 'install', tibetan, ...from, '--yes'], { confirm });
    expect(yes.code).toBe(0);
    expect(confirm).toHaveBeenCalledOnce();
  });

  it('can be interrupted; what is there is listed, gone on with, or removed', async () => {
    const { hub, store, from } = await prepared();
    const interruption = new AbortController();
    const watch = setInterval(() => {
      if (hub.requests.some((request) => request.path.includes('bo-cpt/resolve'))) interruption.abort();
    }, 5);
    const stopped = await runCli(['models', 'install', tibetan, ...from], { signal: interruption.signal });
    clearInterval(watch);
    expect(stopped.code).toBe(130);
    const list = await runJson(['models', 'list', '--store', store]);
    expect(list.json).toMatchObject({ unfinished: [{ trio: tibetan, precision: 'int4' }] });
    expect((await runCli(['models', 'list', '--store', store])).out).toContain(`${tibetan}, int4`);
    expect((await runCli(['models', 'remove', tibetan, '--store', store])).code).toBe(0);
    expect((await runJson(['models', 'list', '--store', store])).json).toMatchObject({ unfinished: [] });
  });

  it.each([
    ['an unknown trio', ['bo-none']],
    ['an unknown precision', [tibetan, '--precision', 'int2']],
    ['a revision of a trio', [tibetan, '--revision', 'main']],
    ['a precision of a checkpoint', ['a/b', '--precision', 'int4']],
  ])('is not called with %s', async (_, args) => {
    expect((await runCli(['models', 'install', ...args, '--store', await temporaryFolder()])).code).toBe(2);
  });
});

describe('trimix models import', () => {
  it('takes over what was installed into another store: the editor has one of its own', async () => {
    const { store, from } = await prepared();
    expect((await runCli(['models', 'install', tibetan, ...from])).code).toBe(0);
    const folder = path.join(store, 'trios', name);
    const other = ['--store', await temporaryFolder()];
    const imported = await runJson(['models', 'import', folder, ...other]);
    expect(imported).toMatchObject({ code: 0, json: { name, languages: ['bo'] } });
    expect((await runCli(['models', 'remove', name, '--store', store])).code).toBe(0);
    const text = ['--lang', 'bo', '--text', 'བོད་ཀྱི་', '--max-tokens', '4'];
    expect((await runCli(['complete', ...text, '--trio', name, ...other])).code).toBe(0);
    expect((await runCli(['models', 'verify', name, ...other])).code).toBe(0);
  });

  it('tells a trio from a checkpoint', async () => {
    const store = await temporaryFolder();
    const where = ['--store', store];
    expect(await runJson(['models', 'import', demoDirectory, '--name', 'mine', ...where])).toMatchObject({
      code: 0,
      json: { name: 'mine', languages: ['bo', 'ug', 'kk-Arab', 'kk-Cyrl', 'mn-Mong', 'mn-Cyrl'] },
    });
    expect((await runCli(['models', 'import', path.join(fixtures, 'tied'), ...where])).code).toBe(2);
    const unnamed = await runJson(['models', 'import', demoDirectory, ...where]);
    expect(unnamed).toMatchObject({ code: 1, json: { error: { code: 'trio-name-invalid' } } });
    const text = ['--lang', 'ug', '--text', 'بىز ', '--max-tokens', '4'];
    expect(await runJson(['complete', ...text, '--trio', 'mine', ...where])).toMatchObject({ code: 0 });
    expect((await runCli(['models', 'remove', 'mine', '--lang', 'en', ...where])).code).toBe(2);
  });
});

describe('trimix models assemble', () => {
  it('makes a trio of one’s own folders', async () => {
    const store = await temporaryFolder();
    const made = await runJson([
      'models',
      'assemble',
      ...['--large-ins', path.join(demoDirectory, 'large-ins')],
      ...['--small-base', checkpoints().folder('small-base')],
      ...['--small-cpt', `bo=${checkpoints().folder('small-cpt-bo')}`],
      ...['--small-cpt', `ug=${path.join(demoDirectory, 'small-cpt-ug')}`],
      ...['--name', 'own', '--title', 'My own', '--store', store],
    ]);
    expect(made).toMatchObject({ code: 0, json: { name: 'own', title: 'My own', languages: ['bo', 'ug'] } });
    const text = ['--lang', 'ug', '--text', 'بىز ', '--max-tokens', '4'];
    expect(await runJson(['complete', ...text, '--trio', 'own', '--store', store])).toMatchObject({
      code: 0,
    });
  });

  it.each([[[]], [['--small-cpt', 'bo']], [['--small-cpt', 'xx=/tmp']]])(
    'is not called with %j',
    async (args) => {
      const rest = ['--large-ins', 'a', '--small-base', 'b', '--name', 'own'];
      expect((await runCli(['models', 'assemble', ...rest, ...args])).code).toBe(2);
    },
  );
});
