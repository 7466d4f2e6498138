import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { importCheckpoint } from '../../../src/models/store/importCheckpoint.ts';
import { listStore } from '../../../src/models/store/installedCheckpoints.ts';
import { startHub } from '../hub/startHub.ts';
import { copyOfCheckpoint } from '../support/checkpoints.ts';
import { foreseen } from '../support/errors.ts';
import { smallDisk } from '../support/smallDisk.ts';
import { fastRetry, install } from './installing.ts';
import { publishPadded, weights } from './publishedCheckpoints.ts';

const mebibyte = 1024 * 1024;

describe('a disk', () => {
  it('that becomes full in mid-download keeps what is there; when there is room, it goes on', async (context) => {
    const disk = await smallDisk(100);
    if (disk === null) return context.skip('only root may mount a file system');
    const hub = await startHub();
    await publishPadded(hub, 2_000_000);
    hub.inject(weights, { kind: 'stall', after: 2 * mebibyte });
    const failed = foreseen('disk-full', install(hub, disk, { retry: { ...fastRetry, stallMs: 8000 } }));
    // Something else fills the disk while the download stands still.
    const partial = async (): Promise<number> =>
      (await listStore(disk)).partial.reduce((sum, { bytes }) => sum + bytes, 0);
    await vi.waitFor(async () => expect(await partial()).toBeGreaterThan(2 * mebibyte), 10_000);
    const other = join(disk, 'other');
    await writeFile(other, Buffer.alloc(95 * mebibyte));
    await failed;
    expect((await listStore(disk)).checkpoints).toEqual([]);
    expect(await partial()).toBeGreaterThan(2 * mebibyte);
    await rm(other);
    hub.requests.length = 0;
    expect((await install(hub, disk, { retry: fastRetry })).isNew).toBe(true);
    expect(Number(/\d+/.exec(hub.contentRequests(weights).at(-1)?.range ?? '')?.[0])).toBeGreaterThan(
      2 * mebibyte,
    );
  });

  it('that has too little room is not written to', async (context) => {
    const disk = await smallDisk(4);
    if (disk === null) return context.skip('only root may mount a file system');
    const hub = await startHub();
    await publishPadded(hub, 2_000_000);
    const error = await foreseen('disk-space-short', install(hub, disk));
    expect(error.details['free']).toMatch(/^[0-4]\.\d MB$/u);
    const folder = await copyOfCheckpoint();
    const signal = new AbortController().signal;
    await foreseen(
      'disk-space-short',
      importCheckpoint({ store: disk, directory: folder, name: 'tiny', signal }),
    );
    expect((await listStore(disk)).checkpoints).toEqual([]);
  });
});
