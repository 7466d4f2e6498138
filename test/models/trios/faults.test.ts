import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/engine/errors.ts';
import {
  listTrios,
  verifyTrio,
  type CheckpointOffer,
  type InstalledTrio,
} from '../../../src/models/index.ts';
import type { Fault, LocalHub } from '../hub/localHub.ts';
import { fastRetry } from '../store/installing.ts';
import { foreseen } from '../support/errors.ts';
import { randomNumbers } from '../support/randomNumbers.ts';
import { shards } from './demoCheckpoints.ts';
import { demoCheckpoints, hubAndStore, install, offer, tibetan } from './installing.ts';
import { expectWrites } from './writes.ts';

const checkpoints = demoCheckpoints(['bo'], 'small-base');

/** Where a shard lies on the hub. */
function pathOf({ repository, commit }: CheckpointOffer, shard: string): string {
  return `${repository}/resolve/${commit}/${shard}`;
}

/** Requests that brought weights. */
function broughtWeights(hub: LocalHub): readonly string[] {
  const asked = hub.requests.filter(({ path, host }) => host === 'storage' && path.endsWith('.safetensors'));
  return asked.map(({ path }) => path.replace(/^\/([^/]+\/[^/]+)\/.*\//, '$1 '));
}

async function expectNothingListed(store: string): Promise<void> {
  const { trios, broken } = await listTrios(store);
  expect([trios, broken]).toEqual([[], []]);
}

async function expectWhole(trio: InstalledTrio): Promise<void> {
  const verdicts = await verifyTrio(trio.directory, { signal: new AbortController().signal });
  expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
}

async function digests({ directory, models }: InstalledTrio): Promise<readonly string[]> {
  return Promise.all(
    models.map(async ({ folder }) =>
      createHash('sha256')
        .update(await readFile(join(directory, folder, 'model.onnx.data')))
        .digest('hex'),
    ),
  );
}

describe('a connection that breaks', () => {
  it('at random offsets of all weights, gives the same trio as one that does not', async () => {
    const { hub, store } = await hubAndStore(checkpoints());
    const smooth = await digests(await install(hub, `${store}/smooth`));
    const random = randomNumbers(11);
    const { checkpoints: offered } = await offer(hub, `${store}/cut`);
    for (const checkpoint of offered) {
      for (const shard of shards) {
        const cuts = Array.from({ length: 4 }, () => Math.ceil(random() * 900_000));
        hub.inject(pathOf(checkpoint, shard), ...cuts.map((after): Fault => ({ kind: 'cut', after })));
      }
    }
    const trio = await install(hub, `${store}/cut`);
    expect(hub.isFaultless).toBe(true);
    expect(await digests(trio)).toEqual(smooth);
    await expectWrites(trio, 'bo');
  });
});

describe('weights that cannot be had', () => {
  it.each<readonly [string, readonly Fault[], ErrorCode]>([
    ['in another length', [{ kind: 'length', bytes: 1000 }], 'download-wrong-length'],
    [
      'corrupt twice',
      [
        { kind: 'corrupt', at: 5 },
        { kind: 'corrupt', at: 999 },
      ],
      'download-corrupt',
    ],
    ['behind 401', [{ kind: 'status', status: 401 }], 'hub-token-needed'],
    ['behind 403', [{ kind: 'status', status: 403 }], 'hub-access-denied'],
    ['behind 404', [{ kind: 'status', status: 404 }], 'hub-not-found'],
    [
      'behind 429 for long',
      [{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
      'hub-rate-limited',
    ],
    [
      'behind 500 for good',
      Array.from({ length: fastRetry.attempts }, (): Fault => ({ kind: 'status', status: 500 })),
      'hub-failed',
    ],
    [
      'in a circle of redirections',
      Array.from({ length: 200 }, (): Fault => ({ kind: 'redirect', location: '?round' })),
      'hub-unreachable',
    ],
  ])('%s: nothing is listed, and the next run brings only what is missing', async (_, faults, code) => {
    const { hub, store } = await hubAndStore(checkpoints());
    const agreed = await offer(hub, store);
    // The second shard of the third checkpoint: most of the work is done.
    hub.inject(pathOf(agreed.checkpoints[2]!, shards[1]), ...faults);
    await foreseen(code, install(hub, store, tibetan, { offer: agreed }));
    await expectNothingListed(store);
    expect((await listTrios(store)).unfinished).toMatchObject([{ trio: tibetan, precision: 'int4' }]);
    hub.clearFaults();
    hub.requests.length = 0;
    const before = hub.sentBytes;
    const rest = await offer(hub, store);
    expect(rest.checkpoints.map(({ downloadBytes }) => downloadBytes > 0)).toEqual([false, false, true]);
    const trio = await install(hub, store, tibetan, { offer: rest });
    expect(broughtWeights(hub)).toEqual([`pkupie/Qwen2.5-1.5B-bo-cpt ${shards[1]}`]);
    expect(hub.sentBytes - before).toBeLessThanOrEqual(rest.downloadBytes);
    await expectWhole(trio);
    expect((await listTrios(store)).unfinished).toEqual([]);
  });
});
