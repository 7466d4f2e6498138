import * as ort from 'onnxruntime-node';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  modelManifestFile,
  modelManifestSchema,
  type ModelManifest,
} from '../../../src/engine/runtime/modelManifest.ts';

/** The cache that one run leaves for the next. */
export type Cache = ReadonlyMap<string, ort.Tensor>;

/** A converted model in a bare ONNX Runtime session: no more than the graph's own inputs and outputs. */
export class OnnxModel {
  readonly manifest: ModelManifest;
  readonly #session: ort.InferenceSession;

  private constructor(manifest: ModelManifest, session: ort.InferenceSession) {
    this.manifest = manifest;
    this.#session = session;
  }

  static async load(directory: string): Promise<OnnxModel> {
    const manifest = readManifest(directory);
    const session = await ort.InferenceSession.create(join(directory, manifest.graph.file), {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      extra: { session: { force_spinning_stop: '1' } },
    });
    return new OnnxModel(manifest, session);
  }

  /**
   * Runs some tokens after `past` tokens of a cache, whose buffers may be longer than that.
   *
   * @param keep how many last positions give logits, 0 for all
   */
  async run(
    ids: readonly number[],
    { past = 0, cache, keep = 0 }: { past?: number; cache?: Cache; keep?: number } = {},
  ): Promise<{ logits: Float32Array[]; cache: Cache }> {
    const { inputs, kvCache, logits } = this.manifest.graph;
    const feeds: Record<string, ort.Tensor> = {
      [inputs.inputIds]: int64(ids, [1, ids.length]),
      [inputs.attentionMask]: int64(new Array<number>(past + ids.length).fill(1), [1, past + ids.length]),
      [inputs.numLogitsToKeep]: int64([keep], []),
    };
    const empty = [1, kvCache.keyValueHeads, 0, kvCache.headSize];
    for (let layer = 0; layer < kvCache.layers; layer++) {
      for (const name of [kvCache.pastKey, kvCache.pastValue]) {
        feeds[at(name, layer)] =
          cache?.get(at(name, layer)) ?? new ort.Tensor('float32', new Float32Array(0), empty);
      }
    }
    const results = await this.#session.run(feeds);
    const next = new Map<string, ort.Tensor>();
    for (let layer = 0; layer < kvCache.layers; layer++) {
      next.set(at(kvCache.pastKey, layer), results[at(kvCache.presentKey, layer)]!);
      next.set(at(kvCache.pastValue, layer), results[at(kvCache.presentValue, layer)]!);
    }
    return { logits: rows(results[logits]!), cache: next };
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

export function readManifest(directory: string): ModelManifest {
  return modelManifestSchema.parse(JSON.parse(readFileSync(join(directory, modelManifestFile), 'utf8')));
}

function at(name: string, layer: number): string {
  return name.replace('{layer}', String(layer));
}

function int64(values: readonly number[], shape: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
}

function rows(logits: ort.Tensor): Float32Array[] {
  if (!(logits.data instanceof Float32Array)) throw new Error(`logits are ${logits.type}`);
  const { data, dims } = logits;
  const width = dims[2]!;
  return Array.from({ length: dims[1]! }, (_, row) => data.slice(row * width, (row + 1) * width));
}

/** The largest absolute difference between two lists of rows of one shape. */
export function largestDifference(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  if (a.length !== b.length) throw new Error(`${a.length} rows against ${b.length}`);
  let largest = 0;
  for (const [row, left] of a.entries()) {
    const right = b[row]!;
    if (left.length !== right.length)
      throw new Error(`row ${row}: ${left.length} values against ${right.length}`);
    for (let i = 0; i < left.length; i++) {
      const difference = Math.abs(left[i]! - right[i]!);
      // NaN must not pass as «not larger».
      if (!(difference <= largest)) largest = difference;
    }
  }
  return largest;
}
