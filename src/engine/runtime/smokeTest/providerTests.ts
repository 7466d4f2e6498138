import { env } from 'onnxruntime-node';
import type { ExecutionProvider } from '../executionProvider.ts';
import { driverFingerprint } from './driverFingerprint.ts';
import type { PatienceOptions } from './askChild.ts';
import { runInChild, type SmokeTestProgram } from './runInChild.ts';
import type { SmokeVerdict } from './verdict.ts';
import { RememberedVerdicts } from './verdictFile.ts';

/** How providers are tried, and where verdicts are kept. */
export interface ProviderTests extends SmokeTestProgram {
  /** Folder for what can be found out again. */
  readonly cacheFolder: string;
}

/** How to try a provider. */
export interface TestOptions extends PatienceOptions {
  /** Test even where a verdict is remembered. */
  readonly again?: boolean | undefined;
}

/**
 * What a provider's smoke test says: remembered for this ONNX Runtime and these drivers, or run now in a process of its
 * own.
 *
 * @throws TriMixError `cancelled`
 */
export async function testProvider(
  provider: ExecutionProvider,
  tests: ProviderTests,
  options: TestOptions = {},
): Promise<SmokeVerdict> {
  const key = await machineKey();
  const remembered = new RememberedVerdicts(tests.cacheFolder);
  const known = options.again === true ? null : await remembered.recall(provider, key);
  if (known !== null) return known;
  const verdict = await runInChild(provider, tests, options);
  await remembered.remember(provider, key, verdict);
  return verdict;
}

/** Another one means that what was found out about providers has to be found out anew. */
export async function machineKey(): Promise<string> {
  return `${env.versions.common} ${await driverFingerprint()}`;
}
