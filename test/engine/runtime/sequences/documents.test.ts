import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prefill } from '../../../../src/engine/decoding/prefill.ts';
import { LanguageModel } from '../../../../src/engine/runtime/languageModel.ts';
import { demoDirectory } from '../../demo.ts';

// Going from document to document, and back before an edit, must not change a bit of what a model says.
const directory = join(demoDirectory, 'small-base');

let model: LanguageModel;
let fresh: LanguageModel;
beforeAll(async () => {
  const options = { executionProvider: 'cpu', threads: 2, label: 'small-base' } as const;
  model = await LanguageModel.load(directory, options);
  fresh = await LanguageModel.load(directory, options);
});
afterAll(async () => {
  await model.dispose();
  await fresh.dispose();
});

const text = (length: number, subject: number): number[] =>
  Array.from({ length }, (_, index) => 20 + ((index * 31 + subject * 977) % 8_000));

async function read(prompt: readonly number[]): Promise<number> {
  const { row, cached } = await prefill(model, prompt, {});
  const expected = await prefill(fresh, prompt, { reusePrefix: false });
  expect(row).toEqual(expected.row);
  expect(model.cachedIds).toEqual(prompt);
  // What a generation would add: the next prompt contradicts it.
  await model.append([5, 6, 7], 1);
  return cached;
}

describe('a model that reads several documents', () => {
  it('goes on where it was in each', async () => {
    const [first, second] = [text(200, 1), text(150, 2)];
    expect(await read(first)).toBe(0);
    expect(await read(second)).toBe(0);
    expect(await read([...first, 9])).toBe(200);
    expect(await read([...second, 9])).toBe(150);
    expect(model.sequences).toBe(2);
  });

  it('reads an undone text from its cache, after an edit in its middle', async () => {
    const before = text(260, 3);
    const edited = [...before.slice(0, 120), 4, 4, 4];
    expect(await read(before)).toBe(0);
    expect(await read(edited)).toBe(120);
    expect(await read([...edited, ...before.slice(120)])).toBe(123);
    expect(await read(before)).toBe(259);
  });

  it('answers the same whatever the way that led to a text', async () => {
    const whole = [text(180, 4), text(180, 5)];
    for (let step = 1; step <= 24; step++) {
      const source = whole[step % 2]!.slice(0, 20 + ((step * 53) % 160));
      await read(step % 5 === 0 ? [...source.slice(0, 15), 77, ...source.slice(15)] : source);
    }
  });
});
