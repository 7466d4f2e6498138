import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The bundled demo trio. */
export const demoDirectory = fileURLToPath(new URL('../../../models/demo', import.meta.url));

/** Tiny checkpoints made by transformers. */
export const fixtures = fileURLToPath(new URL('../../fixtures/qwen2', import.meta.url));

/** An empty folder that lives as long as the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trimix-models-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A source note for conversions whose source does not matter. */
export const anyProvenance = { repository: 'test/checkpoint', revision: '1', licence: 'MIT' };
