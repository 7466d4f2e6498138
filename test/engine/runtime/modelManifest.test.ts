import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelManifestSchema, type ModelManifest } from '../../../src/engine/runtime/modelManifest.ts';
import { demoDirectory } from '../demo.ts';

async function demoManifest(): Promise<ModelManifest> {
  const text = await readFile(join(demoDirectory, 'small-base', 'trimix-model.json'), 'utf8');
  return modelManifestSchema.parse(JSON.parse(text));
}

test('files may be as large as the largest models are', async () => {
  const manifest = await demoManifest();
  const files = manifest.files.map((file) => ({ ...file, bytes: 60_000_000_000 }));
  expect(modelManifestSchema.safeParse({ ...manifest, files }).success).toBe(true);
});

test.each([
  ['an architecture nobody knows', { architecture: 'mamba' }],
  ['no files', { files: [] }],
  ['a file outside', { files: [{ path: '../model.onnx', bytes: 1, sha256: '0'.repeat(64) }] }],
  ['an empty file', { files: [{ path: 'model.onnx', bytes: 0, sha256: '0'.repeat(64) }] }],
  ['a newer format', { format: 2 }],
  ['a field too many', { script: 'rm' }],
])('%s is refused', async (_, changes) => {
  expect(modelManifestSchema.safeParse({ ...(await demoManifest()), ...changes }).success).toBe(false);
});
