import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The command is ended after this time; without it, it may take as long as it wants. */
  readonly timeoutMs?: number;
  /** `quiet` shows the output only when the command fails. */
  readonly output?: 'quiet' | 'show';
}

/** How a command ended. `code` is null when it could not be started or was ended by a signal. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end. Never throws: what happened is in the result. */
export function tryCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    const chunks: Buffer[] = [];
    const take = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      chunks.push(chunk);
      if (options.output === 'show') stream.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}

/** Like {@link tryCommand}, but throws with the command's output when it fails. */
export async function command(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, output } = await tryCommand(program, args, options);
  if (code !== 0) {
    throw new Error(
      `«${[program, ...args].join(' ')}» ended with ${code ?? 'no exit code'}:\n${output.trim()}`,
    );
  }
  return output;
}
