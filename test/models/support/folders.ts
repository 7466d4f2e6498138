import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export { demoDirectory } from './demoDirectory.ts';

/** Tiny checkpoints made by transformers. */
export const fixtures = fileURLToPath(new URL('../../fixtures/qwen2', import.meta.url));

/** Small checkpoints of all architectures, made by transformers as well. */
export const architectureFixtures = fileURLToPath(new URL('../../fixtures/architectures', import.meta.url));

/** An empty folder that lives until its maker removes it. */
export function makeTemporaryFolder() {
  const path = mkdtemp(join(tmpdir(), 'trimix-models-'));
  return { path, remove: async () => rm(await path, { recursive: true, force: true }) };
}

/** An empty folder that lives as long as the test. */
export async function temporaryFolder(): Promise<string> {
  const { path, remove } = makeTemporaryFolder();
  onTestFinished(remove);
  return path;
}

/** A source note for conversions whose source does not matter. */
export const anyProvenance = { repository: 'test/checkpoint', revision: '1', licence: 'MIT' };
