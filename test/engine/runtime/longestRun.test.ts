import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';
import { relativeDistance } from '../../../src/engine/runtime/smokeTest/relativeDistance.ts';
import { demoDirectory } from '../demo.ts';

async function load(longestRun: number | null): Promise<LanguageModel> {
  const options = { executionProvider: 'cpu', threads: 2, longestRun, label: 'large-ins' } as const;
  return LanguageModel.load(join(demoDirectory, 'large-ins'), options);
}

const ids = Array.from({ length: 50 }, (_, index) => 100 + index * 31);

test.each([
  ['the last row', 1],
  ['rows of several pieces', 20],
  ['all rows', ids.length],
] as const)('a limit on the length of runs changes no logits: %s', async (_, keep) => {
  const [free, bound] = [await load(null), await load(7)];
  const expected = await free.append(ids, keep);
  const found = await bound.append(ids, keep);
  expect(found).toMatchObject({ rows: keep, width: expected.width });
  // Chunks of another length are added up in another order.
  expect(relativeDistance(expected.data, found.data)).toBeLessThan(1e-5);
  expect(bound.cachedIds).toEqual(ids);
  await Promise.all([free.dispose(), bound.dispose()]);
});
