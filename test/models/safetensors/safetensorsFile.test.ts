import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SafetensorsFile } from '../../../src/models/safetensors/safetensorsFile.ts';
import { foreseen } from '../support/errors.ts';
import { temporaryFolder } from '../support/folders.ts';
import { safetensorsHeader } from '../support/writeSafetensors.ts';

async function fileOf(...parts: Uint8Array[]): Promise<string> {
  const path = join(await temporaryFolder(), 'model.safetensors');
  await writeFile(path, Buffer.concat(parts));
  return path;
}

/** A file of one-dimensional F32 tensors with the given ranges, and so many bytes of data. */
function withRanges(ranges: Record<string, [number, number]>, bytes: number): Promise<string> {
  const entries = Object.entries(ranges).map(([name, [from, to]]) => [
    name,
    { dtype: 'F32', shape: [(to - from) / 4], data_offsets: [from, to] },
  ]);
  return fileOf(safetensorsHeader(JSON.stringify(Object.fromEntries(entries))), new Uint8Array(bytes));
}

async function damage(path: Promise<string>): Promise<string> {
  return (await foreseen('model-file-damaged', SafetensorsFile.open(await path))).message;
}

describe('a sound file', () => {
  test('gives parts of tensors in each of the three types', async () => {
    const header = JSON.stringify({
      __metadata__: { format: 'pt' },
      singles: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
      brains: { dtype: 'BF16', shape: [2], data_offsets: [16, 20] },
      halves: { dtype: 'F16', shape: [3], data_offsets: [20, 26] },
    });
    const path = await fileOf(
      safetensorsHeader(header),
      new Uint8Array(Float32Array.of(1, 2.5, -3, 4).buffer),
      new Uint8Array(Uint16Array.of(0x3f80, 0xc000).buffer),
      new Uint8Array(Uint16Array.of(0x3c00, 0x4000, 0x4200).buffer),
    );
    const file = await SafetensorsFile.open(path);
    expect([...(await file.readFloats('singles', 1, 2))]).toEqual([2.5, -3]);
    expect([...(await file.readFloats('brains', 0, 2))]).toEqual([1, -2]);
    expect([...(await file.readFloats('halves', 1, 2))]).toEqual([2, 3]);
    await expect(file.readFloats('halves', 2, 2)).rejects.toThrow(RangeError);
    await foreseen('model-file-damaged', file.readFloats('nothing', 0, 1));
    await file.close();
  });

  test('may hold integers, which cannot be read as weights', async () => {
    const header = JSON.stringify({ ids: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } });
    const file = await SafetensorsFile.open(await fileOf(safetensorsHeader(header), new Uint8Array(8)));
    expect((await foreseen('model-file-damaged', file.readFloats('ids', 0, 1))).message).toContain('I64');
    await file.close();
  });

  test('may be reached through a symbolic link, as in a download cache', async () => {
    const path = await withRanges({ a: [0, 8] }, 8);
    const link = join(await temporaryFolder(), 'link.safetensors');
    await symlink(path, link);
    const file = await SafetensorsFile.open(link);
    expect(file.tensors.get('a')?.shape).toEqual([2]);
    await file.close();
  });
});

describe('a file that is not what it claims is refused', () => {
  test.each([
    ['nothing', new Uint8Array(0)],
    ['less than a length', new Uint8Array(7)],
    ['a header longer than the file', safetensorsHeader('{}', 1000)],
    ['a header of 2^63 bytes', Buffer.from('0000000000000080', 'hex')],
    ['no JSON', safetensorsHeader('{"a":')],
    ['no UTF-8', Buffer.concat([safetensorsHeader('', 2), Buffer.from([0xff, 0xfe])])],
    ['a list', safetensorsHeader('[]')],
    ['a number', safetensorsHeader('7')],
    ['an entry that is none', safetensorsHeader('{"a":7}')],
    ['an unknown type', safetensorsHeader('{"a":{"dtype":"F12","shape":[0],"data_offsets":[0,0]}}')],
    ['a negative length', safetensorsHeader('{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}}')],
    ['a broken length', safetensorsHeader('{"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}}')],
    ['huge lengths', safetensorsHeader('{"a":{"dtype":"F32","shape":[1e300,1e300],"data_offsets":[0,0]}}')],
    ['backward offsets', safetensorsHeader('{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}')],
  ])('%s', async (_, content) => {
    await damage(fileOf(content));
  });

  test('overlapping tensors', async () => {
    expect(await damage(withRanges({ a: [0, 8], b: [4, 12] }, 12))).toContain('b overlaps');
  });

  test('a gap between tensors', async () => {
    expect(await damage(withRanges({ a: [0, 8], b: [12, 16] }, 16))).toContain('gap before the tensor b');
  });

  test('data cut short', async () => {
    expect(await damage(withRanges({ a: [0, 8] }, 7))).toContain('cut short');
  });

  test('data beyond the last tensor', async () => {
    expect(await damage(withRanges({ a: [0, 8] }, 9))).toContain('too long');
  });

  test('a shape that does not fill its bytes', async () => {
    const header = JSON.stringify({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } });
    expect(await damage(fileOf(safetensorsHeader(header), new Uint8Array(8)))).toContain(
      '8 bytes instead of 12',
    );
  });

  test('a tensor named like a prototype is a tensor like any other', async () => {
    const header = '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const file = await SafetensorsFile.open(await fileOf(safetensorsHeader(header), new Uint8Array(4)));
    expect([...file.tensors.keys()]).toEqual(['__proto__']);
    await file.close();
  });

  test('a folder, a link to nothing, and nothing at all', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'folder.safetensors'));
    await symlink(join(folder, 'nowhere'), join(folder, 'link.safetensors'));
    await symlink(join(folder, 'circle.safetensors'), join(folder, 'circle.safetensors'));
    await damage(Promise.resolve(join(folder, 'folder.safetensors')));
    for (const name of ['link', 'circle', 'none']) {
      await foreseen('model-file-missing', SafetensorsFile.open(join(folder, `${name}.safetensors`)));
    }
  });

  test.skipIf(process.platform === 'win32')('a named pipe, without waiting for a writer', async () => {
    const path = join(await temporaryFolder(), 'pipe.safetensors');
    execFileSync('mkfifo', [path]);
    await damage(Promise.resolve(path));
  });
});
