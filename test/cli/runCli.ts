import { fileURLToPath } from 'node:url';
import { run } from '../../src/cli/run.ts';

/** What a command line did. */
export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly stdin?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** Answers what a person is asked; left out, nobody is there. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Sees every piece of standard output as it comes. */
  readonly onOut?: (text: string) => void;
}

/** The checkout: models/demo is the default trio. */
export const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the command line in this process: the real commands, engine and demo trio; only the terminal is stood in for. */
export async function runCli(args: readonly string[], surroundings: Surroundings = {}): Promise<CliResult> {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => {
      out += text;
      surroundings.onOut?.(text);
    },
    err: (text) => {
      err += text;
    },
    readStdin: () => Promise.resolve(Buffer.from(surroundings.stdin ?? '')),
    signal: surroundings.signal ?? new AbortController().signal,
    packageRoot,
    interactive: false,
    ...(surroundings.confirm === undefined ? {} : { confirm: surroundings.confirm }),
  });
  return { code, out, err };
}

/** Runs with `--json` and gives the one object on standard output. */
export async function runJson(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<CliResult & { json: unknown }> {
  const result = await runCli([...args, '--json'], surroundings);
  return { ...result, json: JSON.parse(result.out) as unknown };
}
