import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { convertModel, type ConvertModelOptions } from '../../../../src/models/index.ts';
import { changeConfig } from '../../support/checkpoints.ts';
import { foreseen } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { chance } from '../../support/hostile.ts';
import { recordingSource, type RecordingSource } from '../../support/recordingSource.ts';
import { expectSameFiles } from '../../support/sameFiles.ts';
import { reshard } from '../../support/shardedCheckpoint.ts';
import { unfinishedOptions } from './options.ts';

const checkpointOfShards = () =>
  reshard('untied-sharded', (tensor, index) => (tensor === 'lm_head.weight' ? 0 : Math.floor(index / 7)));

async function workplace(options: Partial<ConvertModelOptions> = {}) {
  const checkpoint = await checkpointOfShards();
  const folder = await temporaryFolder();
  const [out, work, whole] = [join(folder, 'model'), join(folder, 'work'), join(folder, 'whole')];
  await convertModel({ ...unfinishedOptions, ...options, source: checkpoint, out: whole });
  return { checkpoint, source: await recordingSource(checkpoint, await temporaryFolder()), out, work, whole };
}

/** Converts until a part of the weights is done, then cancels. */
async function breakOff(
  place: { readonly source: RecordingSource; readonly out: string; readonly work: string },
  part: number,
  options: Partial<ConvertModelOptions> = {},
): Promise<void> {
  const controller = new AbortController();
  const converting = convertModel({
    ...unfinishedOptions,
    ...place,
    ...options,
    signal: controller.signal,
    onProgress: (done, total) => {
      if (done >= part * total) controller.abort();
    },
  });
  await foreseen('cancelled', converting);
  expect(existsSync(place.out)).toBe(false);
}

/** Converts to the end; returns the share of the weights that was there already. */
async function finish(
  place: {
    readonly source: RecordingSource;
    readonly out: string;
    readonly work: string;
    readonly whole: string;
  },
  options: Partial<ConvertModelOptions> = {},
): Promise<number> {
  const seen: number[] = [];
  await convertModel({
    ...unfinishedOptions,
    ...place,
    ...options,
    onProgress: (done, total) => void seen.push(done / total),
  });
  await expectSameFiles(place.out, place.whole);
  expect(existsSync(place.work)).toBe(false);
  expect(seen.at(-1)).toBe(1);
  return seen[0]!;
}

describe('a conversion that was cancelled goes on', () => {
  test.each(['fp32', 'fp16', 'int8', 'int4'] as const)('%s, at random tensors', async (precision) => {
    const dice = chance(7);
    const options = { precision, journalBytes: 2 ** 28 };
    const place = await workplace(options);
    let part = 0;
    while ((part += 0.05 + dice.below(30) / 100) < 0.97) await breakOff(place, part, options);
    expect(await finish(place, options)).toBeGreaterThan(0.5);
    expect(place.source.most()).toBe(1);
    expect(place.source.brought).toEqual([...new Set(place.source.brought)]);
  });

  test('with all weights stored, no file is asked for', async () => {
    const place = await workplace();
    await breakOff(place, 1);
    place.source.brought.length = 0;
    expect(await finish(place)).toBe(1);
    expect(place.source.brought).toEqual([]);
  });

  test('a single file that is stored is not asked for either', async () => {
    const place = await workplace();
    const checkpoint = join(import.meta.dirname, '../../../fixtures/qwen2/tied');
    const source = await recordingSource(checkpoint, await temporaryFolder());
    await rm(place.whole, { recursive: true });
    await convertModel({ ...unfinishedOptions, source: checkpoint, out: place.whole });
    await breakOff({ ...place, source }, 1);
    source.brought.length = 0;
    expect(await finish({ ...place, source })).toBe(1);
    expect(source.brought).toEqual([]);
  });

  test('from a folder', async () => {
    const { checkpoint, ...place } = await workplace();
    await breakOff({ ...place, source: checkpoint as never }, 0.6);
    expect(await finish({ ...place, source: checkpoint as never })).toBeGreaterThan(0.4);
  });
});

describe('what does not fit starts anew', () => {
  test.each<[string, Partial<ConvertModelOptions>]>([
    ['another precision', { precision: 'int8' }],
    ['another block size', { blockSize: 16 }],
    ['another revision', { provenance: { repository: 'test/checkpoint', revision: '2', licence: 'MIT' } }],
  ])('%s', async (_, options) => {
    const place = await workplace(options);
    await breakOff(place, 0.6);
    expect(await finish(place, options)).toBe(0);
  });

  test('another config.json', async () => {
    const place = await workplace();
    await breakOff(place, 0.6);
    await changeConfig(place.source.directory, { rms_norm_eps: 1e-3 });
    await changeConfig(place.checkpoint, { rms_norm_eps: 1e-3 });
    await rm(place.whole, { recursive: true });
    await convertModel({ ...unfinishedOptions, source: place.checkpoint, out: place.whole });
    expect(await finish(place)).toBe(0);
  });

  const journal = (work: string) => join(work, 'journal');
  const flip = async (path: string, at: number): Promise<void> => {
    const bytes = await readFile(path);
    bytes[at < 0 ? bytes.length + at : at]! ^= 1;
    await writeFile(path, bytes);
  };
  test.each<[string, (work: string) => Promise<void>]>([
    ['a journal that is gone', (work) => rm(journal(work))],
    ['an empty journal', (work) => truncate(journal(work), 0)],
    [
      'a journal cut short',
      async (work) => truncate(journal(work), (await readFile(journal(work))).length - 1),
    ],
    ['a journal with one bit changed', (work) => flip(journal(work), 300)],
    ['a journal with something behind it', (work) => appendFile(journal(work), '\n')],
    [
      'a journal that is no JSON, with the right checksum',
      async (work) => {
        const { createHash } = await import('node:crypto');
        await writeFile(journal(work), `${createHash('sha256').update('{').digest('hex')}\n{`);
      },
    ],
    ['data that is gone', (work) => rm(join(work, 'model', 'model.onnx.data'))],
    ['data cut short', (work) => truncate(join(work, 'model', 'model.onnx.data'), 5000)],
    ['data with one bit changed', (work) => flip(join(work, 'model', 'model.onnx.data'), 5000)],
    ['a carried tensor that is gone', (work) => rm(join(work, 'carried'), { recursive: true })],
    [
      'a carried tensor with one bit changed',
      async (work) => {
        const [name] = await readdir(join(work, 'carried'));
        await flip(join(work, 'carried', name!), -1);
      },
    ],
  ])('%s', async (_, spoil) => {
    const place = await workplace();
    await breakOff(place, 0.6);
    await spoil(place.work);
    expect(await finish(place)).toBe(0);
  });

  test('data written after the last entry does not matter', async () => {
    const place = await workplace();
    await breakOff(place, 0.6);
    await appendFile(join(place.work, 'model', 'model.onnx.data'), 'torn');
    await writeFile(join(place.work, 'model', 'model.onnx'), 'torn');
    await writeFile(`${journal(place.work)}.next`, 'torn');
    expect(await finish(place)).toBeGreaterThan(0.4);
  });

  test('1 500 journals with a byte changed, removed or added are never half believed', async () => {
    const { readJournal } = await import('../../../../src/models/convert/unfinished/journal.ts');
    const place = await workplace();
    await breakOff(place, 0.6);
    const sound = await readFile(journal(place.work));
    const conversion = /"conversion":"(\w+)"/u.exec(sound.toString())![1]!;
    expect(await readJournal(journal(place.work), conversion)).not.toBeNull();
    const dice = chance(3);
    for (let round = 0; round < 1500; round++) {
      const at = dice.below(sound.length);
      const removed = dice.below(2);
      const added = Buffer.from(
        dice.below(2) + removed === 0 ? [1 + dice.below(255)] : [sound[at]! ^ (1 + dice.below(255))],
      );
      await writeFile(
        journal(place.work),
        Buffer.concat([sound.subarray(0, at), added, sound.subarray(at + removed)]),
      );
      expect(await readJournal(journal(place.work), conversion)).toBeNull();
    }
  });
});
