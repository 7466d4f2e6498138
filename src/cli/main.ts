/** The entry of the bundle dist/cli.js: binds the command line to this process. */
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { confirmOnTerminal } from './confirm.ts';
import { run } from './run.ts';

const interruption = new AbortController();
// The first Ctrl+C ends the work at its next step; the second, with no handler left, ends the process.
process.once('SIGINT', () => {
  interruption.abort();
});
// A reader that has seen enough («trimix … | head») is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readStdin: () => buffer(process.stdin),
  signal: interruption.signal,
  packageRoot: fileURLToPath(new URL('..', import.meta.url)),
  interactive: process.stderr.isTTY,
  ...(process.stdin.isTTY && process.stderr.isTTY
    ? { confirm: (question: string) => confirmOnTerminal(question, interruption.signal) }
    : {}),
});
