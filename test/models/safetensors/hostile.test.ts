import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { Checkpoint } from '../../../src/models/safetensors/checkpoint.ts';
import { parseHeader, prefixBytes, type TensorInfo } from '../../../src/models/safetensors/header.ts';
import { SafetensorsFile } from '../../../src/models/safetensors/safetensorsFile.ts';
import { foreseen } from '../support/errors.ts';
import { temporaryFolder } from '../support/folders.ts';
import { chance, spoil, type Chance } from '../support/hostile.ts';
import { safetensorsHeader } from '../support/writeSafetensors.ts';

const dataBytes = 16 + 8 + 6 + 8;

function soundHeader() {
  return {
    __metadata__: { format: 'pt' },
    singles: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
    brains: { dtype: 'BF16', shape: [4], data_offsets: [16, 24] },
    halves: { dtype: 'F16', shape: [3, 1], data_offsets: [24, 30] },
    longs: { dtype: 'I64', shape: [1], data_offsets: [30, 38] },
    nothing: { dtype: 'F32', shape: [0], data_offsets: [30, 30] },
  };
}

/** One to three fields changed, or one to three bytes. */
function hostileHeader({ below, of }: Chance): Uint8Array {
  const tree = soundHeader();
  const isStructured = below(3) > 0;
  if (isStructured) for (let i = below(3); i >= 0; i--) spoil(tree, { below, of });
  const bytes = Buffer.from(JSON.stringify(tree));
  if (!isStructured)
    for (let i = below(3); i >= 0; i--) bytes[below(bytes.length)] = of([below(256), 0x22, 0x2c, 0x39]);
  return bytes;
}

/** What must hold of every header that is let through. */
function expectSound(tensors: ReadonlyMap<string, TensorInfo>, start: number, end: number): void {
  const ranges = [...tensors.values()].sort((a, b) => a.start - b.start || a.bytes - b.bytes);
  let at = start;
  for (const { start: from, bytes, shape } of ranges) {
    expect(from).toBe(at);
    expect(bytes).toBeGreaterThanOrEqual(0);
    expect(shape.every((length) => Number.isSafeInteger(length) && length >= 0)).toBe(true);
    at += bytes;
  }
  expect(at).toBe(end);
}

test('12 000 hostile headers are taken only when they tile the file, and refused in words otherwise', () => {
  const dice = chance(20_260_101);
  let [taken, refused] = [0, 0];
  for (let round = 0; round < 12_000; round++) {
    const header = hostileHeader(dice);
    const fileBytes =
      prefixBytes + header.byteLength + dataBytes + dice.of([0, 0, 0, 0, 0, 0, 1, -1, -dataBytes]);
    try {
      expectSound(
        parseHeader(header, fileBytes, 'model.safetensors'),
        prefixBytes + header.byteLength,
        fileBytes,
      );
      taken++;
    } catch (error) {
      if (!(error instanceof TriMixError))
        throw new Error(`round ${round}: ${Buffer.from(header).toString()}`, { cause: error });
      expect(error.code).toBe('model-file-damaged');
      expect(error.message.length).toBeLessThan(1200);
      expect(error.message).not.toMatch(/[\u0000-\u001f]/u);
      refused++;
    }
  }
  console.log(`${taken} taken, ${refused} refused`);
  expect(taken).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(5000);
});

test('400 hostile files are opened and read, or refused, and every handle is closed', async () => {
  const dice = chance(7);
  const folder = await temporaryFolder();
  for (let round = 0; round < 400; round++) {
    const path = join(folder, `${round}.safetensors`);
    const header = hostileHeader(dice);
    const claimed = header.byteLength + dice.of([0, 0, 0, 0, 1, -1, 2 ** 40]);
    const data = Buffer.alloc(Math.max(0, dataBytes + dice.of([0, 0, 0, -1, 1])), 0x3c);
    await writeFile(
      path,
      Buffer.concat([safetensorsHeader(Buffer.from(header).toString('latin1'), claimed), data]),
    );
    const opened = await SafetensorsFile.open(path).catch((error: unknown) => {
      expect(error).toBeInstanceOf(TriMixError);
    });
    if (opened === undefined) continue;
    for (const { name, type, shape } of opened.tensors.values()) {
      const count = shape.reduce((product, length) => product * length, 1);
      const reading = opened.readFloats(name, 0, count);
      if (['F32', 'F16', 'BF16'].includes(type)) expect(await reading).toHaveLength(count);
      else await foreseen('model-file-damaged', reading);
    }
    await opened.close();
  }
});

describe('names that are none', () => {
  test.each([
    ['an empty one', ''],
    ['one of a megabyte', 'x'.repeat(2 ** 20)],
    ['one that clears the screen', '\u001b[2J'],
    ['one with a null', 'a\u0000'],
  ])('%s', async (_, name) => {
    const header = Buffer.from(
      JSON.stringify({ [name]: { dtype: 'F32', shape: [0], data_offsets: [0, 0] } }),
    );
    const parse = Promise.resolve().then(() => parseHeader(header, prefixBytes + header.byteLength, 'file'));
    expect((await foreseen('model-file-damaged', parse)).message.length).toBeLessThan(400);
  });
});

test('a header nested a million deep is refused', async () => {
  const header = Buffer.from(`{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`);
  const parse = Promise.resolve().then(() => parseHeader(header, prefixBytes + header.byteLength, 'file'));
  await foreseen('model-file-damaged', parse);
});

test('of two entries under one name the hidden one leaves a gap, and is refused', async () => {
  const entry = (from: number, to: number): string =>
    `"a":{"dtype":"F32","shape":[${(to - from) / 4}],"data_offsets":[${from},${to}]}`;
  const header = Buffer.from(`{${entry(0, 4)},${entry(4, 8)}}`);
  const parse = Promise.resolve().then(() =>
    parseHeader(header, prefixBytes + header.byteLength + 8, 'file'),
  );
  expect((await foreseen('model-file-damaged', parse)).message).toContain('gap');
});

describe('an index that leads astray', () => {
  test.each([
    '../model.safetensors',
    'sub/model.safetensors',
    String.raw`..\model.safetensors`,
    String.raw`C:\model.safetensors`,
    '/model.safetensors',
    'file:///model.safetensors',
    '.model.safetensors',
    '..',
    '',
    'model.safetensors\u0000.json',
    `${'x'.repeat(300)}.safetensors`,
    'model.bin',
    7,
    null,
    ['model.safetensors'],
  ])('to %j', async (shard) => {
    const folder = join(await temporaryFolder(), 'checkpoint');
    await mkdir(folder);
    await writeFile(
      join(folder, 'model.safetensors.index.json'),
      JSON.stringify({ weight_map: { a: shard } }),
    );
    await foreseen('model-file-damaged', Checkpoint.open(folder));
  });

  test('by the name of a prototype', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'one.safetensors'), safetensorsHeader('{}'));
    await writeFile(
      join(folder, 'model.safetensors.index.json'),
      '{"weight_map":{"__proto__":"one.safetensors","constructor":"one.safetensors"}}',
    );
    await foreseen('model-file-damaged', Checkpoint.open(folder));
    expect(Object.keys({})).toEqual([]);
  });
});
