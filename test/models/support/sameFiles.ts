import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Expects two folders to hold the same files with the same bytes. */
export async function expectSameFiles(actual: string, expected: string): Promise<void> {
  const names = (await readdir(expected)).sort();
  expect((await readdir(actual)).sort()).toEqual(names);
  for (const name of names) {
    const [left, right] = await Promise.all([readFile(join(actual, name)), readFile(join(expected, name))]);
    expect(left.equals(right), name).toBe(true);
  }
}
