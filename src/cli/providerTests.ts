import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ProviderTests } from '../engine/index.ts';
import { defaultStore } from '../models/index.ts';
import type { Io } from './io.ts';

/**
 * How graphics providers are tried. Nothing where the program runs from its sources and was not built: there is no
 * bundle then that another process could run.
 */
export function providerTests({ packageRoot }: Io): { readonly providerTests?: ProviderTests } {
  const program = path.join(packageRoot, 'dist', 'smokeTest.cjs');
  if (!existsSync(program)) return {};
  const models = path.join(packageRoot, 'models', 'smoke');
  return { providerTests: { program, models, cacheFolder: defaultStore(process.env) } };
}
