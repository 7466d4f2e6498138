import { existsSync } from 'node:fs';
import path from 'node:path';
import { executionProviderChoices, loadTrio, type Trio } from '../engine/index.ts';
import type { LanguageTag } from '../engine/text/languages.ts';
import type { Options } from './command.ts';
import type { Io } from './io.ts';
import { parseChoice } from './numbers.ts';

/** Options that choose the models and what runs them. */
export const trioOptions = {
  trio: { type: 'string', value: 'DIR|NAME', about: 'the trio of models; default: the bundled demo' },
  ep: {
    type: 'string',
    value: 'EP',
    about: `execution provider: ${executionProviderChoices.join(', ')} (default auto)`,
  },
} as const satisfies Options;

/** Values of {@link trioOptions}. */
export interface TrioValues {
  readonly trio?: string | undefined;
  readonly ep?: string | undefined;
}

/** The trio that comes with the program. */
export const demoTrio = 'demo';

/** Directory of a trio: a folder, or the name of one among the program's own. */
export function trioDirectory(value: string | undefined, io: Io): string {
  const bundled = path.join(io.packageRoot, 'models', value ?? demoTrio);
  if (value === undefined) return bundled;
  const isName = /^[\w][\w.-]*$/u.test(value);
  return isName && !existsSync(value) && existsSync(bundled) ? bundled : path.resolve(value);
}

/** @throws UsageError */
export function executionProvider(values: TrioValues): (typeof executionProviderChoices)[number] {
  return parseChoice('ep', values.ep ?? 'auto', executionProviderChoices);
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
    executionProvider: executionProvider(values),
    signal: io.signal,
    ...(language === null ? {} : { language }),
  };
  const trio = await loadTrio(trioDirectory(values.trio, io), options);
  try {
    return await work(trio);
  } finally {
    await trio.dispose();
  }
}
