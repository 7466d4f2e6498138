import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { ExternalDataWriter, pageBytes } from '../../../src/models/onnx/externalData.ts';
import { GraphWriter } from '../../../src/models/onnx/graphWriter.ts';
import { decodeModel } from '../../../src/models/onnx/messages.ts';
import { writeOutput } from '../../../src/models/files/outputFolder.ts';
import { temporaryFolder } from '../support/folders.ts';

const bytesOf = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** x · A + B, and A once more under another shape. */
async function writeSmallGraph(folder: string) {
  const data = await ExternalDataWriter.create(join(folder, 'model.onnx.data'));
  const graph = new GraphWriter('model.onnx.data');
  graph.input('x', 'float32', [1, 'length', 2]);
  const matrix = await data.append([bytesOf(1, 2), bytesOf(3, 4)]);
  const bias = await data.append([bytesOf(10, 20)]);
  graph.initializer('A', 'float32', [2, 2], matrix);
  graph.initializer('flat', 'float32', [4], matrix);
  graph.initializer('B', 'float32', [2], bias);
  graph.node('MatMul', 'product', ['x', 'A']);
  graph.node('Add', 'y', ['product', 'B']);
  graph.node('Cast', 'flat.int', ['flat'], { attributes: { to: 7 } });
  graph.output('y', 'float32', [1, 'length', 2]);
  graph.output('flat.int', 'int64', [4]);
  const model = graph.encode('small');
  await writeOutput(join(folder, 'model.onnx'), model);
  await data.flush();
  const finished = data.state;
  await data.close();
  return { model, matrix, bias, finished };
}

test('ONNX Runtime runs what was written, and two initialisers share the same bytes', async () => {
  const folder = await temporaryFolder();
  const { matrix, bias, finished } = await writeSmallGraph(folder);
  expect(matrix).toEqual({ offset: 0, length: 16 });
  expect(bias).toEqual({ offset: pageBytes, length: 8 });
  const session = await ort.InferenceSession.create(join(folder, 'model.onnx'));
  const { y, 'flat.int': flat } = await session.run({
    x: new ort.Tensor('float32', Float32Array.of(1, 1, 2, 0), [1, 2, 2]),
  });
  expect([...(y!.data as Float32Array)]).toEqual([14, 26, 12, 24]);
  expect([...(flat!.data as BigInt64Array)]).toEqual([1n, 2n, 3n, 4n]);
  await session.release();
  const data = await readFile(join(folder, 'model.onnx.data'));
  expect(finished).toEqual({ bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') });
});

test('a written model decodes to what it was', async () => {
  const { model } = await writeSmallGraph(await temporaryFolder());
  const { graph, irVersion, opsetImport } = decodeModel(model);
  expect(irVersion).toBe(10);
  expect(opsetImport).toContainEqual({ domain: 'com.microsoft', version: 1 });
  expect(graph.node.map(({ opType }) => opType)).toEqual(['MatMul', 'Add', 'Cast']);
  expect(graph.initializer.map(({ name, dims }) => [name, dims])).toEqual([
    ['A', [2, 2]],
    ['flat', [4]],
    ['B', [2]],
  ]);
  expect(graph.input[0]?.type.tensorType.shape.dim).toEqual([
    { dimValue: 1 },
    { dimParam: 'length' },
    { dimValue: 2 },
  ]);
});

test('bytes that are no model do not decode', async () => {
  const { model } = await writeSmallGraph(await temporaryFolder());
  expect(() => decodeModel(model.subarray(0, model.length / 2))).toThrow();
  expect(() => decodeModel(Uint8Array.of(1, 2, 3))).toThrow();
  expect(() => decodeModel(new Uint8Array(0))).toThrow();
});

test('a value cannot have two producers', async () => {
  const data = await ExternalDataWriter.create(join(await temporaryFolder(), 'model.onnx.data'));
  const graph = new GraphWriter('model.onnx.data');
  graph.input('x', 'float32', [1]);
  expect(() => graph.node('Neg', 'x', ['x'])).toThrow('defined twice');
  await data.close();
});
