import { existsSync } from 'node:fs';
import path from 'node:path';
import { executionProviderChoices, loadTrio, type Trio, type TrioBudget } from '../engine/index.ts';
import type { LanguageTag } from '../engine/text/languages.ts';
import { bundledTrioName, trioFolder } from '../models/index.ts';
import type { Options } from './command.ts';
import type { Io } from './io.ts';
import { storeFolder, storeOptions } from './models/storeOption.ts';
import { parseChoice } from './numbers.ts';
import { providerTests } from './providerTests.ts';
import { parseBytes } from './quantities.ts';

/** Options that choose the models and what runs them. */
export const trioOptions = {
  trio: {
    type: 'string',
    value: 'DIR|NAME',
    about: 'the trio of models: a folder, or the name of an installed one; default: the bundled demo',
  },
  ...storeOptions,
  ep: {
    type: 'string',
    value: 'EP',
    about: `execution provider: ${executionProviderChoices.join(', ')} (default auto)`,
  },
  'memory-limit': {
    type: 'string',
    value: 'SIZE',
    about: 'main memory that the models may take, such as 3GB or 800MiB; default: what is free',
  },
  'gpu-memory': {
    type: 'string',
    value: 'SIZE',
    about: 'graphics memory, where the system tells it wrongly',
  },
} as const satisfies Options;

/** Values of {@link trioOptions}. */
export interface TrioValues {
  readonly trio?: string | undefined;
  readonly store?: string | undefined;
  readonly ep?: string | undefined;
  readonly 'memory-limit'?: string | undefined;
  readonly 'gpu-memory'?: string | undefined;
  /** All three models or nothing: what is measured must not depend on the memory that happens to be free. */
  readonly whole?: boolean;
}

/**
 * Directory of a trio: the bundled demo, a folder, or the name of one in the store. A name that is nowhere is taken for a
 * folder, so that the message says what was looked for.
 */
export function trioDirectory({ trio, store }: Pick<TrioValues, 'trio' | 'store'>, io: Io): string {
  if (trio === undefined || trio === bundledTrioName)
    return path.join(io.packageRoot, 'models', bundledTrioName);
  const installed = existsSync(trio) ? null : trioFolder(storeFolder({ store }), trio);
  return installed !== null && existsSync(installed) ? installed : path.resolve(trio);
}

/** What the options let a trio take of this machine. @throws UsageError */
export function trioBudget(values: TrioValues, io: Io): TrioBudget {
  const { 'memory-limit': limit, 'gpu-memory': gpu, whole = false } = values;
  return {
    ...providerTests(io),
    executionProvider: parseChoice('ep', values.ep ?? 'auto', executionProviderChoices),
    shortage: whole ? 'refuse' : 'load-fewer',
    ...(limit === undefined ? {} : { memoryLimit: parseBytes('memory-limit', limit) }),
    ...(gpu === undefined ? {} : { gpuMemory: parseBytes('gpu-memory', gpu) }),
  };
}

/**
 * Loads the chosen trio, hands it over and frees it, whatever happens.
 *
 * @param language whose small-cpt is needed first, if that is known
 *
 * @throws UsageError, TriMixError as `loadTrio`
 */
export async function withTrio<T>(
  values: TrioValues,
  io: Io,
  work: (trio: Trio) => Promise<T>,
  language: LanguageTag | null = null,
): Promise<T> {
  const options = {
    ...trioBudget(values, io),
    signal: io.signal,
    ...(language === null ? {} : { language }),
  };
  const trio = await loadTrio(trioDirectory(values, io), options);
  try {
    return await work(trio);
  } finally {
    await trio.dispose();
  }
}
