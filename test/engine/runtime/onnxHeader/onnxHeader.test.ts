import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it, test } from 'vitest';
import { readOnnxHeader, type GraphValue } from '../../../../src/engine/runtime/onnxHeader/onnxHeader.ts';
import { demoDirectory } from '../../demo.ts';
import { copyOf, foreignFixtures } from '../foreignModels.ts';

const graphs = [
  join(foreignFixtures, 'optimum/onnx/model.onnx'),
  join(foreignFixtures, 'optimum/onnx/model_fp16.onnx'),
  join(foreignFixtures, 'optimum/onnx/model_q4.onnx'),
  join(foreignFixtures, 'genai/model.onnx'),
  join(foreignFixtures, 'genai-fp16/model.onnx'),
  join(demoDirectory, 'small-base/model.onnx'),
];

const typeNumbers: Readonly<Record<string, number>> = { float32: 1, int64: 7, float16: 10 };

/** As ONNX Runtime says it of a loaded session. */
function asHeader(metadata: InferenceSession['inputMetadata'][number]): GraphValue {
  if (!metadata.isTensor) throw new Error(`${metadata.name} is no tensor`);
  return {
    name: metadata.name,
    elementType: typeNumbers[metadata.type] ?? -1,
    shape: metadata.shape.map((length) => (typeof length === 'number' && length > 0 ? length : null)),
  };
}

test.each(graphs)('%s: inputs and outputs are those that ONNX Runtime finds', async (path) => {
  const header = await readOnnxHeader(path);
  const session = await InferenceSession.create(path);
  expect(header.inputs).toEqual(session.inputMetadata.map(asHeader));
  expect(header.outputs).toEqual(session.outputMetadata.map(asHeader));
  await session.release();
});

describe('what a graph is made of', () => {
  it('names the external data, and no byte of it more than there is', async () => {
    const { externalTensors } = await readOnnxHeader(graphs[0]!);
    expect(new Set(externalTensors.map(({ location }) => location))).toEqual(new Set(['model.onnx_data']));
    const { length } = await readFile(join(foreignFixtures, 'optimum/onnx/model.onnx_data'));
    const end = Math.max(...externalTensors.map((tensor) => tensor.offset + (tensor.length ?? 0)));
    expect(end).toBeLessThanOrEqual(length);
    expect(end).toBeGreaterThan(length / 2);
  });

  it('counts weights inside the file and outside', async () => {
    const [outside, inside] = await Promise.all([readOnnxHeader(graphs[0]!), readOnnxHeader(graphs[1]!)]);
    const [floats, halves] = [outside.weightBytes.get(1)!, inside.weightBytes.get(10)!];
    expect(floats).toBeGreaterThan(170_000);
    expect(halves / floats).toBeCloseTo(0.5, 1);
  });

  it('tells blocks and attention', async () => {
    const [concatenated, q4, genai] = await Promise.all(
      [graphs[0]!, graphs[2]!, graphs[3]!].map((path) => readOnnxHeader(path)),
    );
    expect(q4!.blocks).toEqual({ bits: 4, blockSize: 32 });
    expect(genai!.attentionInputs.has('past_key_values.1.value')).toBe(true);
    expect([concatenated!.blocks, concatenated!.attentionInputs.size]).toEqual([null, 0]);
  });
});

describe('a file that is no model', () => {
  it.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n')],
    ['zeros', Buffer.alloc(4096)],
    ['a length beyond the end', Buffer.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0x7f])],
    ['a number without an end', Buffer.alloc(64, 0xff)],
    ['a graph in a graph, without an end', Buffer.from([0x3a, 0x04, 0x0a, 0x7f, 0x0a, 0x7f])],
    ['no graph', Buffer.from([0x08, 0x0a])],
  ])('%s', async (_, bytes) => {
    const path = join(await copyOf('genai'), 'model.onnx');
    await writeFile(path, bytes);
    await expect(readOnnxHeader(path)).rejects.toMatchObject({
      code: 'model-file-damaged',
      message: /model\.onnx/,
    });
  });

  it('is missing', async () => {
    await expect(readOnnxHeader('/nowhere/model.onnx')).rejects.toMatchObject({ code: 'model-file-missing' });
  });

  it('is cut off anywhere', async () => {
    const path = join(await copyOf('genai'), 'model.onnx');
    const { length } = await readFile(path);
    for (let end = length - 1; end > 0; end -= 211) {
      await truncate(path, end);
      await expect(readOnnxHeader(path)).rejects.toMatchObject({ code: 'model-file-damaged' });
    }
  });

  it('has branches inside branches without end', async () => {
    // A node's attribute is a graph with a node whose attribute is a graph, and so on.
    let graph: Buffer = Buffer.alloc(0);
    const wrap = (field: number, bytes: Buffer): Buffer => {
      const length: number[] = [];
      for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
        length.push(rest < 128 ? rest : (rest % 128) + 128);
        if (rest < 128) break;
      }
      return Buffer.concat([Buffer.from([field * 8 + 2, ...length]), bytes]);
    };
    for (let depth = 0; depth < 5000; depth++) graph = wrap(1, wrap(5, wrap(6, graph)));
    const path = join(await copyOf('genai'), 'model.onnx');
    await writeFile(path, wrap(7, graph));
    await expect(readOnnxHeader(path)).rejects.toMatchObject({ code: 'model-file-damaged' });
  });
});

test('gigabytes of weights inside a file are passed over', async () => {
  const path = join(await copyOf('optimum'), 'onnx/model_fp16.onnx');
  const whole = await readFile(path);
  // A field that no reader knows, three gigabytes long and made of nothing: the file is sparse.
  const bytes = 3 * 1024 ** 3;
  const prefix = Buffer.from([0x7a, 0x80, 0x80, 0x80, 0x80, 0x0c]);
  await writeFile(path, Buffer.concat([whole, prefix]));
  await truncate(path, whole.length + prefix.length + bytes);
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const header = await readOnnxHeader(path);
  expect(performance.now() - start).toBeLessThan(5000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 1024 ** 2);
  expect(header.outputs.map(({ name }) => name)).toContain('logits');
});
