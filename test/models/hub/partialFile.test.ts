import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PartialFile } from '../../../src/models/hub/partialFile.ts';
import { temporaryFolder } from '../support/folders.ts';

describe('a partial file', () => {
  it('goes on at its end, and is read from its beginning', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, 'begin');
    const file = await PartialFile.open(path, 100);
    await file.append(Buffer.from('ning'));
    const pieces: string[] = [];
    for await (const { bytes } of file.read(new AbortController().signal))
      pieces.push(Buffer.from(bytes).toString());
    expect([file.bytes, pieces.join('')]).toEqual([9, 'beginning']);
    await file.close();
  });

  it('longer than the whole file is thrown away', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, 'too long');
    const file = await PartialFile.open(path, 3);
    expect(file.bytes).toBe(0);
    await file.close();
  });

  it('that is a link or a folder is thrown away, and what it leads to is not touched', async () => {
    const folder = await temporaryFolder();
    const victim = join(folder, 'victim');
    await writeFile(victim, 'mine');
    await symlink(victim, join(folder, 'link'));
    await mkdir(join(folder, 'folder'));
    for (const name of ['link', 'folder']) {
      const file = await PartialFile.open(join(folder, name), 100);
      await file.append(Buffer.from('other'));
      await file.close();
      expect(await readFile(join(folder, name), 'utf8')).toBe('other');
    }
    expect(await readFile(victim, 'utf8')).toBe('mine');
  });
});
