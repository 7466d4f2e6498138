import { env } from 'onnxruntime-node';
import type { ExecutionProvider } from '../executionProvider.ts';
import { driverFingerprint } from './driverFingerprint.ts';
import { runInChild, type PatienceOptions, type SmokeTestProgram } from './runInChild.ts';
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
  const key = `${env.versions.common} ${await driverFingerprint()}`;
  const remembered = new RememberedVerdicts(tests.cacheFolder);
  const known = options.again === true ? null : await remembered.recall(provider, key);
  if (known !== null) return known;
  const verdict = await runInChild(provider, tests, options);
  await remembered.remember(provider, key, verdict);
  return verdict;
}
