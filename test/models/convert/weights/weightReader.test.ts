import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWeightPool } from '../../../../src/models/convert/parallel/weightPool.ts';
import { WeightReader, type WeightMatrix } from '../../../../src/models/convert/weights/weightReader.ts';
import { Checkpoint } from '../../../../src/models/safetensors/checkpoint.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { safetensorsHeader, writeSafetensors } from '../../support/writeSafetensors.ts';

const mebibyte = 2 ** 20;

async function openCheckpoint(folder: string): Promise<Checkpoint> {
  const checkpoint = await Checkpoint.open(folder);
  onTestFinished(() => checkpoint.close());
  return checkpoint;
}

/** A matrix whose parts hold 0, 1, 2, … from top to bottom, as a matrix and as the numbers themselves. */
async function counting(columns: number, partRows: readonly number[]) {
  const folder = await temporaryFolder();
  let next = 0;
  const tensors = new Map(
    partRows.map((rows, part) => {
      const values = Float32Array.from({ length: rows * columns }, () => next++);
      return [`part.${part}`, { shape: [rows, columns], values }];
    }),
  );
  await writeSafetensors(join(folder, 'model.safetensors'), tensors);
  const matrix: WeightMatrix = {
    columns,
    parts: partRows.map((rows, part) => ({ tensor: `part.${part}`, rows })),
  };
  return { matrix, rows: next / columns, checkpoint: await openCheckpoint(folder) };
}

test.each([
  [1, [1], 100],
  [3, [17], 100],
  [5, [16, 1, 15], 100],
  [7, [33, 40], 100],
  [64, [100], 1000],
  [4, [300], 100],
])('%i columns of %j rows come out turned, in pieces of %i', async (columns, partRows, pieceElements) => {
  const { matrix, rows, checkpoint } = await counting(columns, partRows);
  let read = 0;
  const reader = new WeightReader(checkpoint, {
    precision: 'fp32',
    pool: openWeightPool(0),
    onWeights: (count) => (read += count),
  });
  const turned: number[] = [];
  for await (const bytes of reader.transposed(matrix, 'float32', pieceElements)) {
    const piece = new Float32Array(bytes.slice().buffer);
    expect(piece.length).toBeLessThanOrEqual(Math.max(pieceElements, rows));
    turned.push(...piece);
  }
  const expected = Array.from(
    { length: rows * columns },
    (_, i) => (i % rows) * columns + Math.floor(i / rows),
  );
  expect(turned).toEqual(expected);
  // However often the disk was read, progress counts every weight once.
  expect(read).toBe(rows * columns);
});

test('a matrix far larger than what may be in memory is read in small pieces', async () => {
  const [rows, columns] = [300_000, 1024];
  const bytes = 2 * rows * columns;
  const folder = await temporaryFolder();
  const header = JSON.stringify({ a: { dtype: 'BF16', shape: [rows, columns], data_offsets: [0, bytes] } });
  const file = await open(join(folder, 'model.safetensors'), 'w');
  const { bytesWritten } = await file.write(safetensorsHeader(header));
  // A hole: it reads as zeros and takes no space on the disk.
  await file.truncate(bytesWritten + bytes);
  await file.close();
  const pool = openWeightPool(2);
  onTestFinished(() => pool.close());
  const reader = new WeightReader(await openCheckpoint(folder), { precision: 'int4', pool });
  const before = process.memoryUsage.rss();
  let [elements, largest, peak] = [0, 0, 0];
  for await (const { quants } of reader.blocks({ columns, parts: [{ tensor: 'a', rows }] }, 8, 32)) {
    elements += quants.length;
    largest = Math.max(largest, quants.byteLength);
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  console.log(`${bytes / mebibyte} MiB read with ${((peak - before) / mebibyte).toFixed(0)} MiB more memory`);
  expect(elements).toBe(rows * columns);
  expect(largest).toBeLessThanOrEqual(2 * mebibyte);
  expect(peak - before).toBeLessThan(500 * mebibyte);
});
