import type { ExecutionProvider } from '../executionProvider.ts';
import { askChild, type PatienceOptions } from './askChild.ts';
import { smokeVerdictSchema, type SmokeVerdict } from './verdict.ts';

/** What to run in the child. */
export interface SmokeTestProgram {
  /** The program: the bundle, or child.ts itself where Node runs TypeScript. */
  readonly program: string;
  /** Folder of the tiny models. */
  readonly models: string;
}

/**
 * Tries a provider in a process of its own.
 *
 * @throws TriMixError `cancelled`
 */
export async function runInChild(
  provider: ExecutionProvider,
  { program, models }: SmokeTestProgram,
  options: PatienceOptions = {},
): Promise<SmokeVerdict> {
  return await askChild(program, ['smoke', provider, models], smokeVerdictSchema, options);
}
