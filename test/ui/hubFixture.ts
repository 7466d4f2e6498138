import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LocalHub } from '../models/hub/localHub.ts';
import { catalogueTrio, DemoCheckpoints } from '../models/trios/demoCheckpoints.ts';
import { test as base } from './fixtures.ts';

/** The trio that the hub of this machine has: its models are the demo's, so that they really write. */
export const published = {
  id: 'bo-qwen2.5-1.5b-7b',
  title: 'Qwen2.5 1.5B + 7B',
  language: 'Tibetan',
} as const;

interface TestFixtures {
  /** A hub on this machine that has the checkpoints of one trio of the catalogue. */
  readonly hub: LocalHub;
}
interface WorkerFixtures {
  readonly checkpoints: DemoCheckpoints;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  checkpoints: [
    // Playwright reads a fixture's needs from its parameters; this one has none.
    async ({}, use) => {
      const root = await mkdtemp(path.join(os.tmpdir(), 'tm-checkpoints-'));
      const checkpoints = await DemoCheckpoints.write(root, ['bo']);
      await use(checkpoints);
      await checkpoints.remove();
    },
    { scope: 'worker' },
  ],
  hub: async ({ checkpoints }, use) => {
    const hub = await LocalHub.start();
    await checkpoints.publish(hub, await catalogueTrio(published.id));
    await use(hub);
    hub.close();
  },
});

export { expect } from '@playwright/test';
