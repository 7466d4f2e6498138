import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSmokeModels } from '../../scripts/makeSmokeModels.ts';
import { smokeModels } from '../engine/runtime/smokeTest/smokeProgram.ts';
import { temporaryFolder } from '../models/support/folders.ts';

test('the tiny models are what their script makes', async () => {
  const out = await temporaryFolder();
  await makeSmokeModels(out);
  const names = (await readdir(out)).sort();
  expect(names).toEqual((await readdir(smokeModels)).sort());
  for (const name of names) {
    for (const file of await readdir(join(out, name))) {
      const [made, kept] = [
        await readFile(join(out, name, file)),
        await readFile(join(smokeModels, name, file)),
      ];
      expect(made.equals(kept), `${name}/${file}: run scripts/makeSmokeModels.ts again`).toBe(true);
    }
  }
});
