import type { ExecutionProvider } from '../executionProvider.ts';
import { LanguageModel } from '../languageModel.ts';
import { plainReason } from '../smokeTest/plainReason.ts';
import { relativeDistance } from '../smokeTest/relativeDistance.ts';
import { promptTokens, type ModelTimes, type SpeedVerdict } from './speedVerdict.ts';

/**
 * How far the logits may be from the CPU's. The smoke test has shown that the provider computes rightly; here the two
 * only must not have nothing to do with each other, which would put them 1.4 apart. Rounded activations of a deep model,
 * or halves throughout, are well below.
 */
const mostDistance = 0.3;

/** Steps that count, after some that warm up: programs are compiled and buffers made in the first ones. */
const steps = { warm: 3, timed: 9 } as const;

/** No more steps than the first that passes this time: what is this slow need not be known to the millisecond. */
const longEnoughMs = 4_000;

/**
 * Measures a model on the CPU and on another provider, and compares what they compute. Takes the memory of one loaded
 * model, on each in turn. Loads native code that may crash or hang: for a process of its own.
 *
 * @param directory folder of the model
 * @param longestRun tokens that the provider may be given at once, null for any number
 */
export async function speedTest(
  provider: ExecutionProvider,
  directory: string,
  longestRun: number | null,
): Promise<SpeedVerdict> {
  const cpu = await measure('cpu', directory, null);
  let found: Measured;
  try {
    found = await measure(provider, directory, longestRun);
  } catch (error) {
    return { kind: 'refused', reason: plainReason(error) };
  }
  const distance = relativeDistance(cpu.logits, found.logits);
  // NaN is no nearness either.
  if (!(distance <= mostDistance))
    return { kind: 'wrong', distance: Number.isFinite(distance) ? distance : null };
  return { kind: 'measured', cpu: cpu.times, provider: found.times };
}

interface Measured {
  readonly times: ModelTimes;
  /** After the prompt. */
  readonly logits: Float32Array;
}

async function measure(
  executionProvider: ExecutionProvider,
  directory: string,
  longestRun: number | null,
): Promise<Measured> {
  const model = await LanguageModel.load(directory, { executionProvider, longestRun, label: directory });
  try {
    const length = Math.min(promptTokens, Math.floor(model.contextLength / 2));
    const ids = Array.from({ length }, (_, index) => (index * 37 + 11) % model.logitsWidth);
    await model.append(ids, 1);
    model.rewind(0);
    const begin = performance.now();
    const { data: logits } = await model.append(ids, 1);
    const readMs = performance.now() - begin;
    return { times: { readMs, stepMs: await stepMs(model, ids) }, logits };
  } finally {
    await model.dispose();
  }
}

/** The median of some steps. */
async function stepMs(model: LanguageModel, ids: readonly number[]): Promise<number> {
  const times: number[] = [];
  const begin = performance.now();
  const most = Math.min(steps.warm + steps.timed, model.contextLength - ids.length);
  while (times.length < most && performance.now() - begin < longEnoughMs) {
    const started = performance.now();
    await model.append([ids[times.length % ids.length]!], 1);
    times.push(performance.now() - started);
  }
  const timed = times.length > steps.warm ? times.slice(steps.warm) : times.slice(-1);
  return timed.toSorted((a, b) => a - b)[Math.floor(timed.length / 2)]!;
}
