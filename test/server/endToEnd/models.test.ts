import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { leavesScript } from '../../../src/engine/text/scriptWatch.ts';
import type { InstallOffer } from '../../../src/protocol/engineTypes.ts';
import type { ModelsNotifications, ModelsOverview } from '../../../src/protocol/models.ts';
import { trimixErrorCode } from '../../../src/protocol/messages.ts';
import type { ServerSettings } from '../../../src/protocol/settings.ts';
import { goodToken, type LocalHub } from '../../models/hub/localHub.ts';
import { startHub } from '../../models/hub/startHub.ts';
import { catalogueTrio, DemoCheckpoints, shards } from '../../models/trios/demoCheckpoints.ts';
import { makeTemporaryFolder } from '../../models/support/folders.ts';
import { buildBundles, demoTrio, type Bundles } from './bundles.ts';
import { TestClient, testSettings } from './testClient.ts';

const trio = 'bo-qwen2.5-1.5b-7b';
const installedName = 'qwen2.5-1.5b-7b-int4';
const repositories = {
  largeIns: 'Qwen/Qwen2.5-7B-Instruct',
  smallBase: 'Qwen/Qwen2.5-1.5B',
  smallCpt: 'pkupie/Qwen2.5-1.5B-bo-cpt',
};
const uyghurCpt = 'pkupie/Qwen2.5-1.5B-ug-cpt';
const tibetan = 'འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ';
const uyghur = 'ھەممە ئادەم زانىدىنلا ئەركىن، ئىززەت-ھۆرمەت ';

const scratch = makeTemporaryFolder();
let bundles: Bundles;
let checkpoints: DemoCheckpoints;
let hub: LocalHub;
let store: string;
let settings: ServerSettings;
let clients: TestClient[];

beforeAll(async () => {
  checkpoints = await DemoCheckpoints.write(join(await scratch.path, 'checkpoints'), ['bo', 'ug']);
  bundles = await buildBundles();
}, 120_000);
afterAll(async () => {
  await bundles.remove();
  await scratch.remove();
});
beforeEach(async () => {
  hub = await startHub();
  await checkpoints.publish(hub, await catalogueTrio(trio));
  store = join(await scratch.path, 'store');
  settings = { ...testSettings, trioPath: null, store, hubEndpoint: hub.endpoint };
  clients = [];
});
afterEach(async () => {
  for (const client of clients) expect(await client.stop()).toBe(0);
  await rm(store, { recursive: true, force: true });
});

/** An installation of which the second shard has begun to come, and then nothing more. */
async function stalledInstallation() {
  const client = await startClient();
  const offer = await offerOf(client);
  stallSecondShard(offer);
  const cancellation = new CancellationTokenSource();
  const running = client.request('trimix/models/install', { offer, token: null, job: 'one' }, cancellation);
  running.catch(() => undefined);
  await untilStalled();
  return { client, offer, cancellation, running };
}

async function startClient(): Promise<TestClient> {
  const { client } = await TestClient.start(bundles.server, settings);
  clients.push(client);
  return client;
}

const weightRequests = () => shards.flatMap((shard) => hub.contentRequests(shard));

const offerOf = (client: TestClient, id = trio, token: string | null = null): Promise<InstallOffer> =>
  client.request('trimix/models/offer', { trio: id, precision: 'int4', token });

async function install(client: TestClient, id = trio): Promise<{ name: string; directory: string }> {
  const offer = await offerOf(client, id);
  return await client.request('trimix/models/install', { offer, token: null, job: id });
}

const overviewOf = (client: TestClient): Promise<ModelsOverview> =>
  client.request('trimix/models/overview', null);

async function complete(client: TestClient, text: string): Promise<string> {
  const uri = `file:///${encodeURIComponent(text.slice(0, 8))}.txt`;
  await client.open(uri, text);
  const [item] = await client.complete(uri, { line: 0, character: text.length });
  return typeof item?.insertText === 'string' ? item.insertText : '';
}

function progressOf(client: TestClient): ModelsNotifications['trimix/models/progress'][] {
  const seen: ModelsNotifications['trimix/models/progress'][] = [];
  client.on('trimix/models/progress', (progress) => seen.push(progress));
  return seen;
}

describe('installing a trio through the server', () => {
  it('goes from an empty store to text in the language, and back', async () => {
    const client = await startClient();
    let changes = 0;
    client.on('trimix/models/didChange', () => (changes += 1));
    const before = await overviewOf(client);
    expect(before.trios.map(({ name, kind }) => [name, kind])).toEqual([['demo', 'bundled']]);
    expect(before.inUse).toMatchObject({ bo: 'demo', 'kk-Cyrl': 'demo' });
    expect(before.freeDiskBytes).toBeGreaterThan(0);

    const offer = await offerOf(client);
    expect(offer.checkpoints.map(({ repository }) => repository).toSorted()).toEqual(
      Object.values(repositories).toSorted(),
    );
    expect(offer.downloadBytes).toBeGreaterThan(40e6);
    expect(weightRequests()).toEqual([]);

    const seen = progressOf(client);
    const began = performance.now();
    const { name, directory } = await client.request('trimix/models/install', {
      offer,
      token: null,
      job: 'first',
    });
    const seconds = (performance.now() - began) / 1000;
    expect(name).toBe(installedName);
    expect(new Set(seen.map(({ job }) => job))).toEqual(new Set(['first']));
    expect(seen.length).toBeLessThanOrEqual(10 * seconds + 2);
    expect(new Set(seen.map(({ progress }) => progress.stage))).toContain('downloading');
    expect(seen.at(-1)?.progress).toMatchObject({ step: 3, steps: 3 });
    expect(changes).toBe(1);

    const after = await overviewOf(client);
    expect(after.trios[1]).toMatchObject({ name, directory, kind: 'installed', languages: ['bo'] });
    expect(after.trios[1]?.models).toHaveLength(3);
    expect(after.inUse).toMatchObject({ bo: name, ug: 'demo' });
    const listed = after.catalogue.find(({ id }) => id === trio);
    expect(listed?.precisions.map(({ precision, installed }) => [precision, installed])).toEqual([
      ['int4', true],
      ['int8', false],
      ['fp16', false],
    ]);

    const written = await complete(client, tibetan);
    expect(written.trim()).not.toBe('');
    expect(leavesScript(written, 'bo')).toBe(false);
    expect(await client.untilStatus('ready')).toMatchObject({ trio: { name } });
    // A language that it does not write stays with the demo.
    expect((await complete(client, uyghur)).trim()).not.toBe('');
    expect(await client.untilStatus('ready')).toMatchObject({ trio: { name: 'demo' } });
    expect((await complete(client, `${tibetan}${tibetan}`)).trim()).not.toBe('');

    const { ok, findings } = await client.request('trimix/models/verify', { directory, job: 'check' });
    expect(ok, JSON.stringify(findings)).toBe(true);
    expect(findings.length).toBeGreaterThan(6);
    expect(findings.every(({ error }) => error === null)).toBe(true);
    const elsewhere = { directory: join(directory, 'nowhere'), job: 'check' };
    const none = await client.request('trimix/models/verify', elsewhere);
    expect(none.ok).toBe(false);
    expect(none.findings[0]?.error).toMatchObject({
      code: 'model-file-missing',
      details: { file: join(directory, 'nowhere', 'trio.json') },
      message: none.findings[0]?.finding,
    });

    // It is in memory right now.
    await client.request('trimix/models/remove', { name, language: null });
    expect((await overviewOf(client)).trios.map((entry) => entry.name)).toEqual(['demo']);
    expect((await complete(client, `${tibetan}ང`)).length).toBeGreaterThanOrEqual(0);
    expect((await complete(client, `${tibetan} ${tibetan}`)).trim()).not.toBe('');
    expect(await client.untilStatus('ready')).toMatchObject({ trio: { name: 'demo' } });
  }, 240_000);

  it('adds a language to what is loaded, and takes it out again', async () => {
    await hub.publish(uyghurCpt, checkpoints.folder('small-cpt-ug'));
    const client = await startClient();
    await install(client);
    await complete(client, tibetan);
    hub.requests.length = 0;
    expect((await install(client, 'ug-qwen2.5-1.5b-7b')).name).toBe(installedName);
    // The other two models are there.
    expect(weightRequests().every(({ path }) => path.includes(uyghurCpt))).toBe(true);
    expect((await overviewOf(client)).inUse).toMatchObject({ bo: installedName, ug: installedName });
    const written = await complete(client, uyghur);
    expect(leavesScript(written, 'ug')).toBe(false);
    expect(await client.untilStatus('ready')).toMatchObject({
      trio: { name: installedName, languages: ['bo', 'ug'] },
    });
    await client.request('trimix/models/remove', { name: installedName, language: 'ug' });
    expect((await overviewOf(client)).inUse).toMatchObject({ bo: installedName, ug: 'demo' });
    expect((await complete(client, `${tibetan}${tibetan}`)).trim()).not.toBe('');
  }, 240_000);

  it('lets the settings choose another trio for a language', async () => {
    const client = await startClient();
    await install(client);
    await client.changeSettings({ ...settings, trios: { bo: 'demo' } });
    expect((await overviewOf(client)).inUse.bo).toBe('demo');
    await complete(client, tibetan);
    expect(await client.untilStatus('ready')).toMatchObject({ trio: { name: 'demo' } });
    await client.changeSettings({ ...settings, trios: { bo: 'gone' } });
    expect((await overviewOf(client)).inUse.bo).toBe(installedName);
    const [demo] = (await overviewOf(client)).trios;
    await client.changeSettings({ ...settings, trioPath: demo?.directory ?? '' });
    expect((await overviewOf(client)).inUse.bo).toBe('demo');
    await client.changeSettings({ ...settings, trioPath: demoTrio });
    expect((await overviewOf(client)).inUse.bo).toBe(demoTrio);
  }, 240_000);

  it('imports a folder that was made elsewhere', async () => {
    const client = await startClient();
    const { directory } = await install(client);
    await client.changeSettings({ ...settings, store: join(store, 'other') });
    expect((await overviewOf(client)).trios).toHaveLength(1);
    const imported = await client.request('trimix/models/import', { directory, job: 'import' });
    expect(imported).toMatchObject({
      name: installedName,
      directory: join(store, 'other', 'trios', installedName),
    });
    expect((await overviewOf(client)).inUse.bo).toBe(installedName);
  }, 240_000);
});

describe('when something is in the way', () => {
  it('keeps what was downloaded when it is cancelled, and goes on from there', async () => {
    const { client, offer, cancellation, running } = await stalledInstallation();
    // Writing goes on meanwhile, and nobody is told to go on with what is on its way.
    expect((await complete(client, uyghur)).trim()).not.toBe('');
    expect((await overviewOf(client)).unfinished).toEqual([]);
    cancellation.cancel();
    await expect(running).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    const overview = await overviewOf(client);
    expect(overview.trios).toHaveLength(1);
    expect(overview.unfinished).toMatchObject([{ trio, precision: 'int4' }]);
    expect(overview.unfinished[0]?.bytes).toBeGreaterThan(1_000_000);

    const rest = await offerOf(client);
    expect(rest.downloadBytes).toBeLessThan(offer.downloadBytes - 1_000_000);
    await client.request('trimix/models/install', { offer: rest, token: null, job: 'two' });
    expect((await overviewOf(client)).unfinished).toEqual([]);
    expect((await complete(client, tibetan)).trim()).not.toBe('');
  }, 240_000);

  it('discards what was left unfinished', async () => {
    const { client, cancellation, running } = await stalledInstallation();
    cancellation.cancel();
    await running.catch(() => undefined);
    await client.request('trimix/models/discard', { trio, precision: 'int4' });
    expect((await overviewOf(client)).unfinished).toEqual([]);
  }, 120_000);

  it('asks again when the hub has something else than was agreed to', async () => {
    const client = await startClient();
    const offer = await offerOf(client);
    await hub.publish(repositories.smallBase, checkpoints.folder('small-base'));
    const late = client.request('trimix/models/install', { offer, token: null, job: 'one' });
    await expect(late).rejects.toMatchObject({
      code: trimixErrorCode,
      data: { code: 'licence-not-agreed', showToUser: true },
    });
    expect(weightRequests()).toEqual([]);
    expect((await install(client)).name).toBe(installedName);
  }, 120_000);

  it('says what the hub wants for gated checkpoints', async () => {
    const gated = await startHub();
    await checkpoints.publish(gated, await catalogueTrio(trio), { gated: true });
    settings = { ...settings, hubEndpoint: gated.endpoint };
    const client = await startClient();
    const offer = await offerOf(client);
    const withToken = (token: string | null) =>
      client.request('trimix/models/install', { offer, token, job: 'one' });
    await expect(withToken(null)).rejects.toMatchObject({ data: { code: 'hub-token-needed' } });
    await expect(withToken('hf_another')).rejects.toMatchObject({ data: { code: 'hub-access-denied' } });
    expect((await withToken(goodToken)).name).toBe(installedName);
  }, 240_000);

  it('refuses what the catalogue does not have, and what makes no sense', async () => {
    const client = await startClient();
    await expect(offerOf(client, 'bo-of-my-own')).rejects.toMatchObject({
      data: { code: 'trio-not-in-catalogue' },
    });
    await expect(
      client.request('trimix/models/remove', { name: '../../etc', language: null }),
    ).rejects.toMatchObject({ data: { code: 'trio-name-invalid' } });
    await expect(
      client.request('trimix/models/remove', { name: 'demo', language: null }),
    ).rejects.toMatchObject({ data: { code: 'trio-name-invalid' } });
    await expect(
      client.request('trimix/models/verify', { directory: 'relative', job: 'x' }),
    ).rejects.toMatchObject({ code: -32_602 });
  });

  it('lets two servers work on one store', async () => {
    const [one, other] = [await startClient(), await startClient()];
    expect((await overviewOf(other)).trios).toHaveLength(1);
    const offer = await offerOf(one);
    const told = other.next('trimix/models/didChange');
    const begun = one.next('trimix/models/progress');
    const installing = one.request('trimix/models/install', { offer, token: null, job: 'one' });
    await begun;
    await expect(
      other.request('trimix/models/install', { offer, token: null, job: 'other' }),
    ).rejects.toMatchObject({ data: { code: 'store-busy' } });
    await installing;
    // The other one notices when it needs a trio, without having been told.
    expect((await complete(other, tibetan)).trim()).not.toBe('');
    expect(await other.untilStatus('ready')).toMatchObject({ trio: { name: installedName } });
    expect((await overviewOf(other)).inUse.bo).toBe(installedName);
    await told;
  }, 240_000);
});

/** Lets the largest checkpoint's second weights file come to a halt. */
function stallSecondShard({ checkpoints: offered }: InstallOffer): void {
  const commit = offered.find(({ repository }) => repository === repositories.largeIns)?.commit ?? '';
  hub.inject(`${commit}/${shards[1]}`, { kind: 'stall', after: 2_000_000 });
}

/** Waits until that file is on its way. */
async function untilStalled(): Promise<void> {
  await vi.waitUntil(() => hub.isFaultless, { timeout: 30_000 });
  await sleep(300);
}
