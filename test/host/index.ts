import { writeFile } from 'node:fs/promises';
import type { Tally } from '../tally.ts';

/** Generous: on a small machine the models load while VS Code is still starting. */
const testTimeoutMs = 60_000;

/** Called by VS Code inside the extension host. Rejects when a test failed: that makes the exit code. */
export async function run(): Promise<void> {
  // Mocha is an ES module, this bundle is not.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: testTimeoutMs, forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./activation.test.ts');
  await import('./completion.test.ts');
  await import('./acceptance.test.ts');
  await import('./documentLanguage.test.ts');
  await import('./editorSetUp.test.ts');
  await import('./translation.test.ts');
  await import('./conversion.test.ts');
  await import('./errors.test.ts');
  await import('./server.test.ts');

  const tally = await new Promise<Tally>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
  const file = process.env['TRIMIX_HOST_RESULTS'];
  if (file !== undefined) await writeFile(file, JSON.stringify(tally));
  if (tally.failed > 0) throw new Error(`${tally.failed} tests failed.`);
}
