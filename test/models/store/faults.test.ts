import { readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../../src/engine/errors.ts';
import { listStore } from '../../../src/models/store/installedCheckpoints.ts';
import { goodToken, hubFile, type LocalHub, type Fault, type HubFile } from '../hub/localHub.ts';
import { contentOnDisk } from '../hub/content.ts';
import { startHub } from '../hub/startHub.ts';
import { foreseen } from '../support/errors.ts';
import { fixtures, temporaryFolder } from '../support/folders.ts';
import { randomNumbers } from '../support/randomNumbers.ts';
import { fastRetry, install } from './installing.ts';
import { publishPadded, publishSharded, repository, weights } from './publishedCheckpoints.ts';

/** A hub with one checkpoint of 2 MB, and an empty store. */
async function padded(): Promise<{ readonly hub: LocalHub; readonly store: string }> {
  const hub = await startHub();
  await publishPadded(hub, 500_000);
  return { hub, store: await temporaryFolder() };
}

/** Installs, and expects an error, no installed checkpoint, and a clean success afterwards. */
async function failsThenSucceeds(hub: LocalHub, store: string, code: ErrorCode): Promise<string> {
  const { message } = await foreseen(code, install(hub, store));
  expect((await listStore(store)).checkpoints).toEqual([]);
  expect(hub.isFaultless).toBe(true);
  expect((await install(hub, store)).isNew).toBe(true);
  return message;
}

async function partialBytes(store: string): Promise<number> {
  return (await listStore(store)).partial.reduce((sum, { bytes }) => sum + bytes, 0);
}

describe('a connection that breaks', () => {
  it('at random offsets, is gone on with where it broke', async () => {
    const { hub, store } = await padded();
    const random = randomNumbers(7);
    const cuts = Array.from({ length: 25 }, (): Fault => ({
      kind: 'cut',
      after: Math.ceil(random() * 60_000),
    }));
    hub.inject(weights, ...cuts);
    const { checkpoint } = await install(hub, store);
    expect(hub.isFaultless).toBe(true);
    // Each try asks for what is missing, and the pieces make the published file (its checksum was compared).
    const starts = hub
      .contentRequests(weights)
      .filter(({ host }) => host === 'storage')
      .map(({ range }) => Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')?.[1]));
    expect(starts).toHaveLength(26);
    expect(starts.every((start, index) => index === 0 || start >= starts[index - 1]!)).toBe(true);
    expect(starts.at(-1)).toBeGreaterThan(100_000);
    expect(checkpoint.manifest.files.find(({ path }) => path === weights)?.bytes).toBeGreaterThan(2_000_000);
  });

  it('in a small file or in a listing, is tried again', async () => {
    const { hub, store } = await padded();
    hub.inject('config.json', { kind: 'cut', after: 10 }, { kind: 'cut', after: 0 });
    hub.inject('/tree/', { kind: 'reset' });
    hub.inject('/revision/', { kind: 'reset' }, { kind: 'reset' });
    await install(hub, store);
    expect(hub.isFaultless).toBe(true);
  });

  it('again and again without bringing anything, is given up; what is there is kept for the next time', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'cut', after: 1_000_000 });
    hub.inject(weights, ...Array.from({ length: 5 }, (): Fault => ({ kind: 'cut', after: 0 })));
    const { details } = await foreseen('download-interrupted', install(hub, store));
    const kept = Number(details['received']);
    expect(kept).toBeGreaterThan(100_000);
    expect(await partialBytes(store)).toBeGreaterThanOrEqual(kept);
    expect((await listStore(store)).checkpoints).toEqual([]);
    hub.requests.length = 0;
    await install(hub, store);
    expect(hub.contentRequests(weights).at(-1)?.range).toBe(`bytes=${kept}-`);
  });

  it('by bringing nothing more, is noticed', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'stall', after: 300_000 });
    await install(hub, store);
    expect(hub.contentRequests(weights).length).toBeGreaterThan(2);
  });

  it('before it is there, is given up in the end', async () => {
    const hub = await startHub();
    const error = await foreseen(
      'hub-unreachable',
      // The port of another protocol's nobody: nothing listens on port 1.
      install(hub, await temporaryFolder(), { endpoint: 'http://127.0.0.1:1' }),
    );
    expect(error.message).toMatch(/ECONNREFUSED|bad port/);
  });
});

describe('content that is not what the hub lists', () => {
  it('corrupt once, is fetched again', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'corrupt', at: 123_456 });
    await install(hub, store);
    expect(hub.isFaultless).toBe(true);
  });

  it('corrupt twice, is thrown away', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'corrupt', at: 5 }, { kind: 'corrupt', at: 1_999_999 });
    await failsThenSucceeds(hub, store, 'download-corrupt');
  });

  it('corrupt in a small file, is noticed by git’s own digest', async () => {
    const { hub, store } = await padded();
    hub.inject('config.json', { kind: 'corrupt', at: 30 }, { kind: 'corrupt', at: 30 });
    await failsThenSucceeds(hub, store, 'download-corrupt');
  });

  it('corrupt on our own disk, is noticed and fetched anew', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'cut', after: 1_000_000 });
    hub.inject(weights, ...Array.from({ length: 5 }, (): Fault => ({ kind: 'cut', after: 0 })));
    await foreseen('download-interrupted', install(hub, store));
    const folder = join(store, 'partial', 'owner--tiny-model');
    const name = (await readdir(folder)).find((file) => file.startsWith(weights));
    const bytes = await readFile(join(folder, name!));
    bytes[1000] = bytes[1000]! ^ 1;
    await writeFile(join(folder, name!), bytes);
    await install(hub, store);
  });

  it.each<readonly [string, Fault]>([
    ['shorter, and says so', { kind: 'length', bytes: 1_000_000 }],
    ['longer, and says so', { kind: 'length', bytes: 3_000_000 }],
    ['longer without a word', { kind: 'unannounced-length', bytes: 3_000_000 }],
    ['empty', { kind: 'length', bytes: 0 }],
  ])('%s, is refused', async (_, fault) => {
    const { hub, store } = await padded();
    hub.inject(weights, fault);
    await failsThenSucceeds(hub, store, 'download-wrong-length');
  });

  it('shorter without a word, is gone on with', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'unannounced-length', bytes: 1_000_000 });
    await install(hub, store);
    expect(hub.contentRequests(weights).at(-1)?.range).toBe('bytes=1000000-');
  });

  it('from a server that knows no ranges, begins anew', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'cut', after: 1_000_000 }, { kind: 'no-range' });
    await install(hub, store);
    expect(hub.isFaultless).toBe(true);
  });

  it('another part than asked for, is refused', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'cut', after: 1_000_000 }, { kind: 'wrong-range' });
    await failsThenSucceeds(hub, store, 'download-wrong-length');
  });
});

describe('a hub that refuses', () => {
  it.each<readonly [string, string, number, ErrorCode]>([
    ['the info', '/revision/', 401, 'hub-token-needed'],
    ['the info', '/revision/', 403, 'hub-access-denied'],
    ['the info', '/revision/', 404, 'hub-not-found'],
    ['the listing', '/tree/', 404, 'hub-not-found'],
    ['the listing', '/tree/', 400, 'hub-failed'],
    ['a file', 'config.json', 403, 'hub-access-denied'],
    ['the weights', weights, 401, 'hub-token-needed'],
    ['the weights', weights, 404, 'hub-not-found'],
  ])('%s (%s) with %d is not asked twice', async (_, part, status, code) => {
    const { hub, store } = await padded();
    hub.inject(part, { kind: 'status', status });
    const message = await failsThenSucceeds(hub, store, code);
    expect(message).toContain(code === 'hub-failed' ? '400' : repository);
  });

  it('a repository it does not know, with and without a token', async () => {
    const { hub, store } = await padded();
    await foreseen('hub-token-needed', install(hub, store, { repository: 'owner/none' }));
    await foreseen('hub-not-found', install(hub, store, { repository: 'owner/none', token: goodToken }));
    await foreseen('hub-not-found', install(hub, store, { revision: 'no-such-branch' }));
  });

  it('a gated repository without a token, and with one of somebody else', async () => {
    const hub = await startHub();
    await publishSharded(hub, { gated: true });
    const store = await temporaryFolder();
    await foreseen('hub-token-needed', install(hub, store));
    const denied = await foreseen('hub-access-denied', install(hub, store, { token: 'hf_another' }));
    expect(denied.message).not.toContain('hf_another');
    expect((await install(hub, store, { token: goodToken })).isNew).toBe(true);
  });

  it('for now (429, 500, 502, 503), is asked again', async () => {
    const { hub, store } = await padded();
    hub.inject('/revision/', { kind: 'status', status: 429, headers: { 'retry-after': '0' } });
    hub.inject('/tree/', { kind: 'status', status: 500 }, { kind: 'status', status: 503 });
    hub.inject(weights, { kind: 'status', status: 502 }, { kind: 'status', status: 429 });
    await install(hub, store);
    expect(hub.isFaultless).toBe(true);
  });

  it('waits as long as it is asked to', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    const start = performance.now();
    await install(hub, store, { retry: { ...fastRetry, longestPauseMs: 2000 } });
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  it('for longer than anybody would wait, says for how long', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    expect(await failsThenSucceeds(hub, store, 'hub-rate-limited')).toContain('3600 seconds');
  });

  it.each([500, 503])('for good with %d, is given up', async (status) => {
    const { hub, store } = await padded();
    hub.inject(
      weights,
      ...Array.from({ length: fastRetry.attempts }, (): Fault => ({ kind: 'status', status })),
    );
    expect(await failsThenSucceeds(hub, store, 'hub-failed')).toContain(String(status));
  });

  it('by redirecting in a circle, is given up', async () => {
    const { hub, store } = await padded();
    const circle: Fault = {
      kind: 'redirect',
      location: `${hub.endpoint}/${repository}/resolve/x/${weights}`,
    };
    hub.inject(weights, ...Array.from({ length: 200 }, () => circle));
    await foreseen('hub-unreachable', install(hub, store));
  });
});

describe('a hub whose answers make no sense', () => {
  const entry = { type: 'file', path: 'config.json', size: 10, oid: '0'.repeat(40) };
  const nonsense: readonly (readonly [string, string, string])[] = [
    ['a page', '/revision/', '<!doctype html><title>Sign in</title>'],
    ['nothing', '/revision/', ''],
    ['half of it', '/revision/', '{"sha": "'],
    ['null', '/revision/', 'null'],
    ['no commit', '/revision/', '{"id":"owner/tiny-model"}'],
    ['a commit that climbs', '/revision/', '{"sha":"../../../../etc/passwd"}'],
    ['no list', '/tree/', '{}'],
    ['a list of numbers', '/tree/', '[1,2,3]'],
    ['negative sizes', '/tree/', JSON.stringify([{ ...entry, size: -1 }])],
    ['sizes beyond counting', '/tree/', JSON.stringify([{ ...entry, size: 1e300 }])],
    ['no digest', '/tree/', JSON.stringify([{ ...entry, oid: 'none' }])],
    ['a short sha256', '/tree/', JSON.stringify([{ ...entry, lfs: { oid: 'ab', size: 1 } }])],
    ['too many files', '/tree/', JSON.stringify(Array.from({ length: 10_001 }, () => entry))],
  ];

  it.each(nonsense)('%s (%s)', async (_, part, body) => {
    const { hub, store } = await padded();
    hub.inject(part, { kind: 'body', body });
    await failsThenSucceeds(hub, store, 'hub-answer-invalid');
  });

  it('a listing that never ends', async () => {
    const { hub, store } = await padded();
    const next = { link: `<${hub.endpoint}/api/models/${repository}/tree/x>; rel="next"` };
    const page: Fault = {
      kind: 'body',
      body: JSON.stringify(Array.from({ length: 900 }, () => entry)),
      headers: next,
    };
    hub.inject('/tree/', ...Array.from({ length: 12 }, () => page));
    await failsThenSucceeds(hub, store, 'hub-answer-invalid');
  });

  it('a listing that goes on at another host: the token does not follow', async () => {
    const { hub, store } = await padded();
    const other = await startHub();
    hub.inject('/tree/', {
      kind: 'body',
      body: '[]',
      headers: { link: `<${other.endpoint}/api/models/x>; rel="next"` },
    });
    await foreseen('hub-answer-invalid', install(hub, store, { token: goodToken }));
    expect(other.requests).toEqual([]);
  });

  it('names that climb out of the folder are not taken', async () => {
    const hub = await startHub();
    const files = new Map<string, HubFile>();
    for (const name of ['config.json', 'tokenizer.json', weights]) {
      files.set(name, await hubFile(name, await contentOnDisk(join(fixtures, 'tied', name))));
    }
    for (const name of [
      '../escaped.json',
      '/tmp/escaped.json',
      'sub/config.json',
      'C:\\escaped',
      'model-00001-of-00001.safetensors/../../x',
    ]) {
      files.set(name, await hubFile(name, 'evil'));
    }
    hub.publishFiles(repository, files);
    const { checkpoint } = await install(hub, await temporaryFolder());
    expect(checkpoint.manifest.files.map(({ path }) => path).sort()).toEqual(
      ['config.json', weights, 'tokenizer.json'].sort(),
    );
  });
});

describe('a repository that is no checkpoint', () => {
  async function published(files: Readonly<Record<string, string>>): Promise<LocalHub> {
    const hub = await startHub();
    const entries = new Map<string, HubFile>();
    for (const [name, content] of Object.entries(files)) entries.set(name, await hubFile(name, content));
    hub.publishFiles(repository, entries);
    return hub;
  }
  const config = '{"model_type":"qwen2"}';
  const shard = 'model-00001-of-00002.safetensors';
  const map = { a: shard, b: 'model-00002-of-00002.safetensors' };
  const index = JSON.stringify({ weight_map: map });

  it.each<readonly [string, Readonly<Record<string, string>>, ErrorCode, RegExp]>([
    ['no configuration', { 'tokenizer.json': '{}', [weights]: 'x' }, 'checkpoint-incomplete', /config\.json/],
    ['no tokenizer', { 'config.json': config, [weights]: 'x' }, 'checkpoint-incomplete', /tokenizer\.json/],
    [
      'no safetensors',
      { 'config.json': config, 'tokenizer.json': '{}', 'pytorch_model.bin': 'x' },
      'checkpoint-incomplete',
      /safetensors/,
    ],
    [
      'a shard too few',
      { 'config.json': config, 'tokenizer.json': '{}', 'model.safetensors.index.json': index, [shard]: 'x' },
      'checkpoint-incomplete',
      /00002-of-00002/,
    ],
    [
      'an index that is none',
      { 'config.json': config, 'tokenizer.json': '{}', 'model.safetensors.index.json': '[]', [shard]: 'x' },
      'model-file-damaged',
      /index/,
    ],
    [
      'weights that are none',
      { 'config.json': config, 'tokenizer.json': '{}', [weights]: 'not safetensors at all' },
      'model-file-damaged',
      /header/,
    ],
    [
      'a configuration that is none',
      { 'config.json': '"text"', 'tokenizer.json': '{}', [weights]: 'x' },
      'model-file-damaged',
      /config\.json/,
    ],
  ])('%s', async (_, files, code, reason) => {
    const hub = await published(files);
    const store = await temporaryFolder();
    expect((await foreseen(code, install(hub, store))).message).toMatch(reason);
    expect((await listStore(store)).checkpoints).toEqual([]);
  });

  it('sees a missing shard before it downloads the others', async () => {
    const hub = await published({
      'config.json': config,
      'tokenizer.json': '{}',
      'model.safetensors.index.json': index,
      [shard]: 'x',
    });
    await foreseen('checkpoint-incomplete', install(hub, await temporaryFolder()));
    expect(hub.contentRequests(shard)).toEqual([]);
  });
});

describe('the disk', () => {
  it('is asked for room before the first byte', async () => {
    const { hub, store } = await padded();
    const file = (path: string, size: number) => ({ type: 'file', path, size, oid: '0'.repeat(40) });
    const huge = { ...file(weights, 10), lfs: { oid: '0'.repeat(64), size: 2 ** 52 } };
    hub.inject('/tree/', {
      kind: 'body',
      body: JSON.stringify([file('config.json', 1), file('tokenizer.json', 1), huge]),
    });
    const error = await foreseen('disk-space-short', install(hub, store));
    expect(error.details['needed']).toBe('4504 TB');
    expect(hub.requests.some(({ path }) => path.includes('/resolve/'))).toBe(false);
  });

  it('that has a file where the store should be', async () => {
    const { hub, store } = await padded();
    const file = join(store, 'file');
    await writeFile(file, 'x');
    await foreseen('store-not-writable', install(hub, file));
  });

  it('whose partial file is a link elsewhere, is not written through it', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, ...Array.from({ length: 6 }, (): Fault => ({ kind: 'cut', after: 0 })));
    await foreseen('download-interrupted', install(hub, store));
    const folder = join(store, 'partial', 'owner--tiny-model');
    const name = (await readdir(folder)).find((file) => file.startsWith(weights))!;
    const victim = join(store, 'victim');
    await writeFile(victim, 'mine');
    await rm(join(folder, name));
    await symlink(victim, join(folder, name));
    await install(hub, store);
    expect(await readFile(victim, 'utf8')).toBe('mine');
  });
});

describe('cancelling', () => {
  it('keeps what is there, and the next run goes on', async () => {
    const { hub, store } = await padded();
    hub.inject(weights, { kind: 'stall', after: 700_000 });
    const stop = new AbortController();
    const running = install(hub, store, {
      signal: stop.signal,
      retry: { ...fastRetry, stallMs: 60_000 },
    });
    const cancelled = foreseen('cancelled', running);
    await vi.waitFor(async () => expect(await partialBytes(store)).toBeGreaterThan(700_000), 10_000);
    stop.abort();
    await cancelled;
    expect(await partialBytes(store)).toBeGreaterThan(700_000);
    expect((await listStore(store)).checkpoints).toEqual([]);
    hub.requests.length = 0;
    await install(hub, store);
    expect(Number(/\d+/.exec(hub.contentRequests(weights).at(-1)?.range ?? '')?.[0])).toBe(700_000);
  });

  it('before it began does nothing', async () => {
    const { hub, store } = await padded();
    await foreseen('cancelled', install(hub, store, { signal: AbortSignal.abort() }));
    expect(hub.requests).toEqual([]);
  });

  it('during a pause ends the pause', async () => {
    const { hub, store } = await padded();
    hub.inject('/revision/', { kind: 'status', status: 503, headers: { 'retry-after': '30' } });
    const start = performance.now();
    const signal = AbortSignal.timeout(200);
    await foreseen(
      'cancelled',
      install(hub, store, { signal, retry: { ...fastRetry, longestPauseMs: 60_000 } }),
    );
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('two at once', () => {
  it('in one process: one installs, the other is told', async () => {
    const { hub, store } = await padded();
    const results = await Promise.allSettled([install(hub, store), install(hub, store)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = results.find((result) => result.status === 'rejected');
    await foreseen('store-busy', Promise.reject(rejected?.reason as Error));
    expect((await install(hub, store)).isNew).toBe(false);
  });

  it('of different checkpoints do not disturb each other', async () => {
    const { hub, store } = await padded();
    await hub.publish('owner/other', join(fixtures, 'tied'));
    await Promise.all([install(hub, store), install(hub, store, { repository: 'owner/other' })]);
    expect((await listStore(store)).checkpoints.map(({ name }) => name)).toEqual(['owner/other', repository]);
  });
});
