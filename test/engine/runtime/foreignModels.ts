import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { LanguageModel } from '../../../src/engine/runtime/languageModel.ts';

/** One small Qwen2 in the layouts that other tools write; see its make.py. */
export const foreignFixtures = fileURLToPath(new URL('../../fixtures/foreign', import.meta.url));

/** A copy of a fixture, to be spoilt. */
export async function copyOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trimix-foreign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(foreignFixtures, name), folder, { recursive: true });
  return folder;
}

/** Rewrites a JSON file. */
export async function editJson(
  path: string,
  change: (value: Record<string, unknown>) => void,
): Promise<void> {
  const value = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(value);
  await writeFile(path, JSON.stringify(value));
}

/** Loads a model on the CPU, for as long as the test runs. */
export async function loadModel(path: string): Promise<LanguageModel> {
  const model = await LanguageModel.load(path, { executionProvider: 'cpu', threads: 1, label: path });
  onTestFinished(() => model.dispose());
  return model;
}

/** What other implementations give for the checkpoint. */
export interface ExpectedLogits {
  readonly ids: readonly number[];
  /** Of Hugging Face transformers in float32, row after row. */
  readonly logits: readonly number[];
  /** Of the variant with blocks of four bits, at the last position, by ONNX Runtime under Python. */
  readonly q4: readonly number[];
  /** Of the variant with dynamic int8, likewise. */
  readonly quantized: readonly number[];
  readonly range: number;
}

export async function expectedLogits(): Promise<ExpectedLogits> {
  const text = await readFile(join(foreignFixtures, 'checkpoint', 'expected.json'), 'utf8');
  const expected = JSON.parse(text) as {
    ids: number[];
    logits: number[][];
    q4: number[];
    quantized: number[];
  };
  const logits = expected.logits.flat();
  return { ...expected, logits, range: Math.max(...logits) - Math.min(...logits) };
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`${a.length} values against ${b.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    // NaN must not pass as «not larger».
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
