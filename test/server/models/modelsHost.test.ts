import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InstallProgress } from '../../../src/protocol/engineTypes.ts';
import { ModelsHost } from '../../../src/server/models/modelsHost.ts';
import type { LocalHub } from '../../models/hub/localHub.ts';
import { startHub } from '../../models/hub/startHub.ts';
import { catalogueTrio, DemoCheckpoints } from '../../models/trios/demoCheckpoints.ts';
import { makeTemporaryFolder, temporaryFolder } from '../../models/support/folders.ts';
import { buildBundles, type Bundles } from '../endToEnd/bundles.ts';
import { MortalWorker } from '../threads/mortalWorker.ts';

const modelsFolder = join(import.meta.dirname, '../../../models');
const trio = 'bo-qwen2.5-1.5b-3b';
const never = new AbortController().signal;

describe('ModelsHost on real threads', () => {
  const scratch = makeTemporaryFolder();
  let bundles: Bundles;
  let checkpoints: DemoCheckpoints;
  let hub: LocalHub;
  let store: string;
  let workers: MortalWorker[];
  let logged: string[];
  let onProgress: (progress: InstallProgress) => void;
  let host: ModelsHost;

  beforeAll(async () => {
    checkpoints = await DemoCheckpoints.write(await scratch.path, ['bo']);
    bundles = await buildBundles();
  }, 120_000);
  afterAll(async () => {
    await bundles.remove();
    await scratch.remove();
  });
  beforeEach(async () => {
    hub = await startHub();
    await checkpoints.publish(hub, await catalogueTrio(trio));
    store = join(await temporaryFolder(), 'store');
    workers = [];
    logged = [];
    onProgress = () => undefined;
    host = new ModelsHost({
      spawn: () => {
        const worker = new MortalWorker(bundles.modelsWorker);
        workers.push(worker);
        return worker;
      },
      onProgress: ({ progress }) => onProgress(progress),
      store: () => store,
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: (line) => logged.push(line),
      },
    });
  });
  afterEach(async () => {
    await host.dispose();
  });

  const places = () => ({ modelsFolder, store, endpoint: hub.endpoint });
  const offer = () => host.request('offer', { ...places(), trio, precision: 'int4', token: null }, never);
  const install = async (signal = never) =>
    host.request('install', { ...places(), offer: await offer(), token: null, job: 'job' }, signal);

  it('tells of a thread that died in the middle of an installation, and goes on with it in a new one', async () => {
    onProgress = ({ done }) => {
      if (done > 0) workers.at(-1)?.die();
    };
    await expect(install()).rejects.toMatchObject({
      code: 'models-stopped',
      message: expect.stringContaining('out of luck') as string,
    });
    expect(logged.join()).toContain('out of luck');
    onProgress = () => undefined;
    // At once: the dead thread's lock is in nobody's way.
    const { name } = await install();
    expect(name).toBe('qwen2.5-1.5b-3b-int4');
    expect(workers.length).toBeGreaterThan(1);
  }, 120_000);

  it('keeps no thread while there is nothing to do', async () => {
    await offer();
    await offer();
    expect(workers).toHaveLength(2);
    expect(workers.map(({ threadId }) => threadId)).toEqual([-1, -1]);
    expect(logged).toEqual([]);
  });

  it('installs one after the other; one that waits can be cancelled', async () => {
    const order: string[] = [];
    const first = install().then(() => order.push('first'));
    const caller = new AbortController();
    const second = install(caller.signal);
    const third = install().then(() => order.push('third'));
    caller.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await Promise.all([first, third]);
    expect(order).toEqual(['first', 'third']);
  }, 120_000);

  it('stops an installation when the server ends, and leaves no lock behind', async () => {
    const downloading = new Promise<void>((resolve) => {
      onProgress = ({ done }) => {
        if (done > 0) resolve();
      };
    });
    const installing = install();
    installing.catch(() => undefined);
    await downloading;
    await host.dispose();
    await expect(installing).rejects.toMatchObject({ code: 'cancelled' });
    const next = new ModelsHost({
      spawn: () => new Worker(bundles.modelsWorker),
      onProgress: () => undefined,
      store: () => store,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const again = await next.request('offer', { ...places(), trio, precision: 'int4', token: null }, never);
    const { name } = await next.request(
      'install',
      { ...places(), offer: again, token: null, job: 'job' },
      never,
    );
    expect(name).toBe('qwen2.5-1.5b-3b-int4');
    await next.dispose();
  }, 120_000);
});
