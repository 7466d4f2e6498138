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

test.each([
  ['quantised', 0, 300],
  ['turned', 8, 1200],
] as const)(
  'a matrix far larger than what may be in memory is %s with %i threads and less than %i MiB more',
  async (how, threads, bound) => {
    const [rows, columns] = [300_000, 1024];
    const bytes = 2 * rows * columns;
    const folder = await temporaryFolder();
    const header = JSON.stringify({
      a: { dtype: 'BF16', shape: [rows, columns], data_offsets: [0, bytes] },
    });
    const file = await open(join(folder, 'model.safetensors'), 'w');
    const { bytesWritten } = await file.write(safetensorsHeader(header));
    // A hole: it reads as zeros and takes no space on the disk.
    await file.truncate(bytesWritten + bytes);
    await file.close();
    const pool = openWeightPool(threads);
    onTestFinished(() => pool.close());
    const reader = new WeightReader(await openCheckpoint(folder), { precision: 'fp32', pool });
    const matrix = { columns, parts: [{ tensor: 'a', rows }] };
    const before = process.memoryUsage.rss();
    let [written, peak] = [0, 0];
    const see = (length: number): void => {
      written += length;
      peak = Math.max(peak, process.memoryUsage.rss());
    };
    if (how === 'quantised') for await (const { quants } of reader.blocks(matrix, 8, 32)) see(quants.length);
    else for await (const piece of reader.transposed(matrix, 'float16')) see(piece.length / 2);
    const more = (peak - before) / mebibyte;
    console.log(
      `${bytes / mebibyte} MiB ${how} with ${threads} threads and ${more.toFixed(0)} MiB more memory`,
    );
    expect(written).toBe(rows * columns);
    expect(more).toBeLessThan(bound);
  },
);
