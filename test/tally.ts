import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** How a runner's tests ended. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A runner that left no result has failed as a whole. */
const nothing: Tally = { passed: 0, failed: 1, skipped: 0 };

const count = z.number().int().nonnegative();
const mochaReport = z.object({ passed: count, failed: count, skipped: count });
const playwrightReport = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.unknown()),
});
const vitestReport = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Reads what the suite in the extension host wrote. */
export function readMocha(file: string): Promise<Tally> {
  return read(file, mochaReport, (report) => report);
}

/** Reads the report of Playwright's `json` reporter. Errors outside of tests count as failures. */
export function readPlaywright(file: string): Promise<Tally> {
  return read(file, playwrightReport, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }));
}

/** Reads the report of Vitest's `json` reporter. A file that could not be loaded counts as a failure. */
export function readVitest(file: string): Promise<Tally> {
  return read(file, vitestReport, (report) => {
    const broken = report.testResults.filter(
      (result) => result.status === 'failed' && result.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests,
    };
  });
}

async function read<T>(file: string, schema: z.ZodType<T>, tally: (report: T) => Tally): Promise<Tally> {
  try {
    return tally(schema.parse(JSON.parse(await readFile(file, 'utf8'))));
  } catch {
    return nothing;
  }
}

/** A runner's closing line, such as `unit: 12 passed, 0 failed, 1 skipped`. */
export function tallyLine(runner: string, { passed, failed, skipped }: Tally): string {
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${runner}: ${passed} passed, ${failed} failed${tail}`;
}
