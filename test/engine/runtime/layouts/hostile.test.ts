import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { TriMixError } from '../../../../src/engine/errors.ts';
import { openModelFolder, type ModelFolder } from '../../../../src/engine/runtime/modelFolder.ts';
import { chance, spoil } from '../../../models/support/hostile.ts';
import { copyOf, editJson } from '../foreignModels.ts';

/** What must hold of every folder that is let through. */
function expectSound({ description, files, bytes }: ModelFolder): void {
  const { graph, logitsWidth, contextLength, endOfTextIds, quantisation } = description;
  const sizes = [
    logitsWidth,
    contextLength,
    ...graph.cache.flatMap(({ heads, headSize }) => [heads, headSize]),
  ];
  expect(sizes.every((size) => Number.isSafeInteger(size) && size > 0 && size <= 16_777_216)).toBe(true);
  expect(graph.cache.length).toBeGreaterThan(0);
  expect(graph.cache.length).toBeLessThanOrEqual(2048);
  expect(new Set(graph.cache.flatMap(({ past, present }) => [past, present])).size).toBe(
    2 * graph.cache.length,
  );
  expect(endOfTextIds.every((id) => Number.isSafeInteger(id) && id >= 0)).toBe(true);
  expect(['fp32', 'fp16', 'int8', 'int4']).toContain(quantisation.precision);
  expect(Number.isSafeInteger(bytes)).toBe(true);
  for (const { path } of files) expect(isAbsolute(path) || normalize(path).startsWith('..')).toBe(false);
}

/** Codes that say which file is at fault. */
const foreseen = [
  'model-file-damaged',
  'model-file-missing',
  'model-graph-unsupported',
  'model-layout-unknown',
];

/** Opens a spoilt folder; whether it was taken. */
async function opens(path: string, what: () => string): Promise<boolean> {
  try {
    expectSound(await openModelFolder(path));
    return true;
  } catch (error) {
    if (!(error instanceof TriMixError)) throw new Error(what(), { cause: error });
    expect(foreseen, what()).toContain(error.code);
    expect(error.message).toContain(path.replace(/\/onnx\/model\.onnx$/, ''));
    expect(error.message.length).toBeLessThan(5000);
    // Control characters of a hostile file must not reach a terminal.
    expect(error.message).not.toMatch(/\p{Cc}/u);
    return false;
  }
}

function report(what: string, taken: number, rounds: number): void {
  console.log(`${what}: ${taken} of ${rounds} taken`);
  // Both ends must have been reached for the test to mean something.
  expect(taken).toBeGreaterThan(rounds / 100);
  expect(taken).toBeLessThan(rounds * 0.95);
}

test.each([
  ['genai', 'genai_config.json', ''],
  ['optimum', 'config.json', 'onnx/model.onnx'],
  ['optimum', 'generation_config.json', 'onnx/model.onnx'],
])(
  '%s: 1000 hostile versions of %s',
  async (name, file, graph) => {
    const folder = await copyOf(name);
    const original = await readFile(join(folder, file), 'utf8');
    const dice = chance(20_261_123);
    let taken = 0;
    for (let round = 0; round < 1000; round++) {
      let text = '';
      await editJson(join(folder, file), (value) => {
        for (let i = dice.below(3); i >= 0; i--) spoil(value, dice);
        text = JSON.stringify(value);
      });
      if (await opens(join(folder, graph), () => `round ${round}: ${text}`)) taken++;
      await writeFile(join(folder, file), original);
    }
    report(`${name}/${file}`, taken, 1000);
  },
  120_000,
);

test.each(['genai', 'optimum'])(
  '%s: 1000 graphs with changed bytes',
  async (name) => {
    const folder = await copyOf(name);
    const graph = join(folder, name === 'genai' ? 'model.onnx' : 'onnx/model.onnx');
    const original = await readFile(graph);
    const dice = chance(4711);
    let taken = 0;
    for (let round = 0; round < 1000; round++) {
      const bytes = Buffer.from(original);
      for (let i = dice.below(4); i >= 0; i--) {
        bytes[dice.below(bytes.length)] = dice.of([
          0,
          1,
          0x0a,
          0x12,
          0x3a,
          0x7f,
          0x80,
          0xff,
          dice.below(256),
        ]);
      }
      const end = dice.below(8) === 0 ? dice.below(bytes.length) : bytes.length;
      await writeFile(graph, bytes.subarray(0, end));
      if (await opens(name === 'genai' ? folder : graph, () => `round ${round}`)) taken++;
    }
    report(`graphs of ${name}`, taken, 1000);
  },
  120_000,
);

describe('external data outside of the folder', () => {
  // As long as the true name, so that the file stays a graph.
  it.each([
    '../model.onnx.da',
    '/etc/ssl/certs/a',
    'a/../../etc/host',
    '..\\..\\etc\\hosts',
    'C:\\windows\\x.in',
  ])('%s', async (location) => {
    const folder = await copyOf('optimum');
    const graph = join(folder, 'onnx/model.onnx');
    const bytes = await readFile(graph);
    const name = Buffer.from('model.onnx_data');
    const wanted = Buffer.from(location.slice(0, name.length));
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) wanted.copy(bytes, at);
    await writeFile(graph, bytes);
    await expect(openModelFolder(graph)).rejects.toMatchObject({
      code: 'model-file-damaged',
      message: /model\.onnx is damaged.*outside of the model's folder/,
    });
  });
});

it('a read that is cancelled says so', async () => {
  const folder = await copyOf('genai');
  await expect(openModelFolder(folder, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
