import { fork } from 'node:child_process';
import { z } from 'zod';
import { throwIfAborted } from '../../errors.ts';

/** How long a child may take. */
export interface PatienceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: two minutes, since a driver may compile each program for seconds when it sees it first. */
  readonly timeoutMs?: number | undefined;
}

/** A child that gave no answer. */
export const silenceSchemas = [
  /** It ended without a word; `how` is an exit code or a signal. */
  z.strictObject({ kind: z.literal('crashed'), how: z.string() }),
  z.strictObject({ kind: z.literal('hung'), seconds: z.number() }),
] as const;

/** See {@link silenceSchemas}. */
export type Silence = z.infer<(typeof silenceSchemas)[number]>;

/** Last characters of what the child printed that may serve as a reason. */
const tail = 400;

/**
 * Starts a program in a process of its own and waits for its one message. The process is ended with it, after a time, or
 * when the signal aborts.
 *
 * @param schema of the message; one that does not fit is not believed
 * @throws TriMixError `cancelled`
 */
export async function askChild<Answer>(
  program: string,
  args: readonly string[],
  schema: z.ZodType<Answer>,
  { signal, timeoutMs = 120_000 }: PatienceOptions,
): Promise<Answer | Silence> {
  throwIfAborted(signal);
  // Drivers print what they like: it goes nowhere, but for the last words of one that dies.
  const child = fork(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  let printed = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => (printed = (printed + text).slice(-tail)));
  const end = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', end, { once: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer | Silence>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'hung', seconds: timeoutMs / 1000 }), timeoutMs);
      child.once('message', (message) => {
        const parsed = schema.safeParse(message);
        resolve(parsed.success ? parsed.data : { kind: 'crashed', how: 'a message that is no verdict' });
      });
      child.once('error', (error) => resolve({ kind: 'crashed', how: error.message }));
      child.once('close', (code, killer) =>
        resolve({ kind: 'crashed', how: lastWords(killer ?? `exit code ${code ?? 'unknown'}`, printed) }),
      );
    });
    throwIfAborted(signal);
    return answer;
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
