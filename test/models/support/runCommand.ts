/** The command line as a process of its own, for tests that end it: the real commands of the checkout, unbundled. */
import { run } from '../../../src/cli/run.ts';
import { packageRoot } from '../../cli/runCli.ts';

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readStdin: () => Promise.resolve(new Uint8Array()),
  signal: new AbortController().signal,
  packageRoot,
  interactive: false,
});
