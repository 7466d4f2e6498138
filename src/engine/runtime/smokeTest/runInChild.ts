import { fork } from 'node:child_process';
import { throwIfAborted } from '../../errors.ts';
import type { ExecutionProvider } from '../executionProvider.ts';
import { smokeVerdictSchema, type SmokeVerdict } from './verdict.ts';

/** What to run in the child. */
export interface SmokeTestProgram {
  /** The program: the bundle, or child.ts itself where Node runs TypeScript. */
  readonly program: string;
  /** Folder of the tiny models. */
  readonly models: string;
}

/** How long a child may take. */
export interface PatienceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: two minutes, since a driver may compile each program for seconds when it sees it first. */
  readonly timeoutMs?: number | undefined;
}

/** Last characters of what the child printed that may serve as a reason. */
const tail = 400;

/**
 * Tries a provider in a process of its own, which is ended with the verdict, after a time, or when the signal aborts.
 *
 * @throws TriMixError `cancelled`
 */
export async function runInChild(
  provider: ExecutionProvider,
  { program, models }: SmokeTestProgram,
  { signal, timeoutMs = 120_000 }: PatienceOptions = {},
): Promise<SmokeVerdict> {
  throwIfAborted(signal);
  // Drivers print what they like: it goes nowhere, but for the last words of one that dies.
  const child = fork(program, [provider, models], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let printed = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => (printed = (printed + text).slice(-tail)));
  const end = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', end, { once: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    const verdict = await new Promise<SmokeVerdict>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'hung', seconds: timeoutMs / 1000 }), timeoutMs);
      child.once('message', (message) => {
        const parsed = smokeVerdictSchema.safeParse(message);
        resolve(parsed.success ? parsed.data : { kind: 'crashed', how: 'a message that is no verdict' });
      });
      child.once('error', (error) => resolve({ kind: 'crashed', how: error.message }));
      child.once('close', (code, killer) =>
        resolve({ kind: 'crashed', how: lastWords(killer ?? `exit code ${code ?? 'unknown'}`, printed) }),
      );
    });
    throwIfAborted(signal);
    return verdict;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    end();
  }
}

function lastWords(how: string, printed: string): string {
  const line = printed
    .split('\n')
    .map((text) => text.trim())
    .findLast((text) => text !== '');
  return line === undefined ? how : `${how}: ${line}`;
}
