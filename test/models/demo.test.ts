import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageTags } from '../../src/engine/text/languages.ts';
import { modelFolders, trioLanguages, trioManifestSchema } from '../../src/engine/trio/trioManifest.ts';
import { demoDirectory } from './support/folders.ts';
import { readManifest } from './support/onnxModel.ts';

const read = (...path: string[]) => readFileSync(join(demoDirectory, ...path));
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const trio = trioManifestSchema.parse(JSON.parse(read('trio.json').toString()));

test('the demo trio serves all six pairs and stays small', () => {
  expect(trioLanguages(trio)).toEqual(languageTags);
  expect(trio.experimental).toContain('mn-Mong');
  const files = readdirSync(demoDirectory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  expect(bytes).toBeLessThan(40_000_000);
});

test('its data card says what it is not for', () => {
  expect(read('README.md').toString()).toMatch(/not for publishing text/iu);
});

describe.each(modelFolders(trio))('%s', (folder) => {
  test('is what its description says, byte for byte', () => {
    const manifest = readManifest(join(demoDirectory, folder));
    for (const file of manifest.files) {
      const content = read(folder, file.path);
      expect(content).toHaveLength(file.bytes);
      expect(sha256(content)).toBe(file.sha256);
    }
    expect(manifest.tokenizerSha256).toBe(sha256(read('tokenizer.json')));
    const listed = [...manifest.files.map(({ path }) => path), 'trimix-model.json'];
    expect(readdirSync(join(demoDirectory, folder)).sort()).toEqual(listed.sort());
  });
});
