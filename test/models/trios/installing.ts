import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import {
  installTrio,
  offerTrio,
  type InstalledTrio,
  type InstallOffer,
  type InstallTrioOptions,
  type OfferOptions,
} from '../../../src/models/index.ts';
import type { LocalHub } from '../hub/localHub.ts';
import { startHub } from '../hub/startHub.ts';
import { fastRetry } from '../store/installing.ts';
import { temporaryFolder } from '../support/folders.ts';
import { catalogueTrio, DemoCheckpoints } from './demoCheckpoints.ts';

/** The trio that the tests install; others share its models. */
export const tibetan = 'bo-qwen2.5-1.5b-7b';
export const uyghur = 'ug-qwen2.5-1.5b-7b';
/** Another large-ins, the same small models. */
export const largerTibetan = 'bo-qwen2.5-1.5b-14b';

/** Checkpoints for all tests of a file. */
export function demoCheckpoints(languages: readonly LanguageTag[], largeIns?: string): () => DemoCheckpoints {
  let checkpoints: DemoCheckpoints | undefined;
  beforeAll(async () => {
    const root = await mkdtemp(join(tmpdir(), 'trimix-hub-'));
    checkpoints = await DemoCheckpoints.write(root, languages, largeIns);
  });
  afterAll(() => checkpoints?.remove());
  return () => checkpoints!;
}

/** A hub with the checkpoints of some trios, and an empty store. */
export async function hubAndStore(
  checkpoints: DemoCheckpoints,
  ...ids: readonly string[]
): Promise<{ readonly hub: LocalHub; readonly store: string }> {
  const hub = await startHub();
  for (const id of ids.length === 0 ? [tibetan] : ids)
    await checkpoints.publish(hub, await catalogueTrio(id));
  return { hub, store: await temporaryFolder() };
}

/** Asks what installing a trio means. */
export async function offer(
  hub: LocalHub,
  store: string,
  id = tibetan,
  options: Partial<OfferOptions> = {},
): Promise<InstallOffer> {
  return offerTrio({
    store,
    trio: await catalogueTrio(id),
    precision: 'int4',
    endpoint: hub.endpoint,
    signal: new AbortController().signal,
    retry: fastRetry,
    ...options,
  });
}

/** Installs a trio, agreeing to everything. */
export async function install(
  hub: LocalHub,
  store: string,
  id = tibetan,
  options: Partial<InstallTrioOptions> = {},
): Promise<InstalledTrio> {
  return installTrio({
    store,
    trio: await catalogueTrio(id),
    offer: options.offer ?? (await offer(hub, store, id, { token: options.token })),
    endpoint: hub.endpoint,
    signal: new AbortController().signal,
    retry: fastRetry,
    ...options,
  });
}
