import { throwIfAborted } from '../errors.ts';
import type { ExecutionProvider } from './executionProvider.ts';
import { probeExecutionProviders, type ProviderReport } from './probe.ts';
import { testProvider, type ProviderTests, type TestOptions } from './smokeTest/providerTests.ts';
import { describeVerdict } from './smokeTest/verdict.ts';

/** Which providers to try, and how. */
export interface UsableProvidersOptions extends TestOptions {
  readonly tests: ProviderTests;
  /** The one provider to be tried besides the CPU; the others are left out. Default: all. */
  readonly only?: ExecutionProvider | null | undefined;
}

/**
 * All providers TriMix knows, with what the installed ONNX Runtime and, for those it has, a test in a process of its own
 * say of each. The CPU needs no test. What was found out is remembered; finding it out takes seconds.
 *
 * @throws TriMixError `cancelled`
 */
export async function usableProviders({
  tests,
  only = null,
  ...options
}: UsableProvidersOptions): Promise<readonly ProviderReport[]> {
  const reports: ProviderReport[] = [];
  for (const report of probeExecutionProviders()) {
    throwIfAborted(options.signal);
    if (only !== null && report.provider !== only && report.provider !== 'cpu') continue;
    reports.push(report.available && report.provider !== 'cpu' ? await tested(report) : report);
  }
  return reports;

  async function tested({ provider }: ProviderReport): Promise<ProviderReport> {
    const verdict = await testProvider(provider, tests, options);
    return { provider, available: verdict.kind === 'passed', reason: describeVerdict(verdict) };
  }
}
