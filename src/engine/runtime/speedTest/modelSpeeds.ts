import { availableParallelism } from 'node:os';
import type { ExecutionProvider } from '../executionProvider.ts';
import type { ModelFolder } from '../modelDescription.ts';
import { askChild } from '../smokeTest/askChild.ts';
import {
  machineKey,
  testProvider,
  type ProviderTests,
  type TestOptions,
} from '../smokeTest/providerTests.ts';
import { shapeKey } from './shapeKey.ts';
import { RememberedSpeeds } from './speedFile.ts';
import { completionMs, speedVerdictSchema, type SpeedVerdict } from './speedVerdict.ts';

/** Two loads of a model of 5 GB from a slow disk, and a driver that compiles its programs for a minute. */
const patienceMs = 300_000;

/** What is remembered of a model on a provider of this machine; null where it was not measured. */
export async function recallSpeed(
  model: ModelFolder,
  provider: ExecutionProvider,
  tests: ProviderTests,
): Promise<SpeedVerdict | null> {
  return await new RememberedSpeeds(tests.cacheFolder).recall(
    provider,
    await speedMachineKey(),
    await shapeKey(model),
  );
}

/**
 * How fast a model is on a provider and on the CPU: remembered, or measured now in a process of its own. That takes
 * the memory of the model, and seconds to minutes.
 *
 * @throws TriMixError `cancelled`
 */
export async function measureSpeed(
  model: ModelFolder,
  provider: ExecutionProvider,
  tests: ProviderTests,
  options: TestOptions = {},
): Promise<SpeedVerdict> {
  const known = options.again === true ? null : await recallSpeed(model, provider, tests);
  if (known !== null) return known;
  const { signal, timeoutMs = patienceMs } = options;
  const smoke = await testProvider(provider, tests, { signal });
  const longest = smoke.kind === 'passed' ? (smoke.longestRun ?? 'any') : 'any';
  const args = ['speed', provider, model.directory, String(longest)];
  const verdict = await askChild(tests.program, args, speedVerdictSchema, { signal, timeoutMs });
  const remembered = new RememberedSpeeds(tests.cacheFolder);
  await remembered.remember(provider, await speedMachineKey(), await shapeKey(model), verdict);
  return verdict;
}

/** Milliseconds of a usual completion, by provider; `Infinity` where one cannot do it. Those not measured are missing. */
export type ProviderTimes = ReadonlyMap<ExecutionProvider, number>;

/** The times that are remembered of a model, for choosing between some providers and the CPU. */
export async function recallTimes(
  model: ModelFolder,
  providers: readonly ExecutionProvider[],
  tests: ProviderTests,
): Promise<ProviderTimes> {
  const times = new Map<ExecutionProvider, number>();
  for (const provider of providers) {
    if (provider === 'cpu') continue;
    const verdict = await recallSpeed(model, provider, tests);
    if (verdict === null) continue;
    if (verdict.kind !== 'measured') {
      times.set(provider, Infinity);
      continue;
    }
    times.set(provider, completionMs(verdict.provider));
    // Measured anew with each provider; the best counts.
    times.set('cpu', Math.min(times.get('cpu') ?? Infinity, completionMs(verdict.cpu)));
  }
  return times;
}

/** The number of threads is in it: a process that is given fewer cores decides anew. */
async function speedMachineKey(): Promise<string> {
  return `${await machineKey()} ${availableParallelism()}`;
}
