import { join } from 'node:path';
import type { ExecutionProvider } from '../executionProvider.ts';
import { LanguageModel } from '../languageModel.ts';
import { plainReason } from './plainReason.ts';
import { relativeDistance } from './relativeDistance.ts';
import type { SmokeVerdict } from './verdict.ts';

/**
 * The tiny models, and how far from the CPU their logits may be. Single precision agrees to the last digits; with
 * blocks of integers the CPU rounds activations to 8 bits and a graphics card may round them otherwise or not at all.
 */
const models = [
  { name: 'qwen2', bound: 1e-3 },
  { name: 'gemma3', bound: 1e-3 },
  { name: 'blocks', bound: 0.15 },
] as const;

/** As many tokens as a chunk of a prompt has. */
const ids = Array.from({ length: 64 }, (_, index) => (index * 37 + 11) % 64);

/** Tokens that are kept when the sequence is rewound. */
const rewound = 40;

/**
 * Longest runs to try, one after the other. From 32 tokens on ONNX Runtime attends with another WebGPU program, which
 * drivers were seen to compute wrongly while the one for fewer tokens was right.
 */
const runLengths = [null, 31, 1] as const;

/**
 * Runs tiny models on a provider and compares their logits with the CPU's: a prompt at once and in pieces, single
 * steps, and a sequence that was rewound. Loads native code that may crash or hang: for a process of its own.
 *
 * @param directory folder of the tiny models
 */
export async function smokeTest(provider: ExecutionProvider, directory: string): Promise<SmokeVerdict> {
  let longestRun: (typeof runLengths)[number] = null;
  let slowest = 0;
  for (const { name, bound } of models) {
    const expected = await withModel(join(directory, name), 'cpu', null, readPrompt);
    for (const length of runLengths.slice(runLengths.indexOf(longestRun))) {
      const outcome = await attempt(join(directory, name), provider, length, expected);
      if (typeof outcome === 'string') return { kind: 'refused', reason: outcome };
      slowest = Math.max(slowest, outcome.stepMs);
      longestRun = length;
      // NaN is no agreement either.
      if (outcome.distance < bound) break;
      if (length !== runLengths.at(-1)) continue;
      const distance = Number.isFinite(outcome.distance) ? outcome.distance : null;
      return { kind: 'wrong', model: name, distance };
    }
  }
  return { kind: 'passed', longestRun, stepMs: slowest };
}

interface Outcome {
  /** The largest of all comparisons. */
  readonly distance: number;
  readonly stepMs: number;
}

/** A message where the provider cannot run the model at all. */
async function attempt(
  directory: string,
  provider: ExecutionProvider,
  longestRun: number | null,
  expected: Float32Array,
): Promise<Outcome | string> {
  try {
    return await withModel(directory, provider, longestRun, async (model) => {
      const prompt = relativeDistance(expected, await readPrompt(model));
      // Rewound to behind the first piece, then the rest token by token: other programs, and a buffer that is too long.
      model.rewind(rewound);
      const width = model.logitsWidth;
      const rows = new Float32Array((ids.length - rewound) * width);
      let stepMs = 0;
      for (const [row, id] of ids.slice(rewound).entries()) {
        const begin = performance.now();
        rows.set((await model.append([id], 1)).data, row * width);
        stepMs = performance.now() - begin;
      }
      // All steps together: a single row of a model with rounded numbers may lie far off by chance.
      const steps = relativeDistance(expected.subarray(rewound * width), rows);
      // Math.max gives NaN where one of them is.
      return { distance: Math.max(prompt, steps), stepMs };
    });
  } catch (error) {
    return plainReason(error);
  }
}

async function readPrompt(model: LanguageModel): Promise<Float32Array> {
  return (await model.append(ids, ids.length)).data;
}

async function withModel<T>(
  directory: string,
  executionProvider: ExecutionProvider,
  longestRun: number | null,
  work: (model: LanguageModel) => Promise<T>,
): Promise<T> {
  const options = { executionProvider, longestRun, threads: 1, label: directory };
  const model = await LanguageModel.load(directory, options);
  try {
    return await work(model);
  } finally {
    await model.dispose();
  }
}
