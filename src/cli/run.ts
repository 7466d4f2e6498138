import { isCancellation, TriMixError } from '../engine/index.ts';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { Failure, UsageError } from './failure.ts';
import type { Io } from './io.ts';

/** Exit codes: all is well; it failed; it was called wrongly; it was interrupted (128 + SIGINT). */
export const exitCode = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;
type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Runs a command line (without node and script). Never throws: what goes wrong is one line on standard error. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [first] = args;
  if (first === undefined) {
    io.err(overview());
    return exitCode.usage;
  }
  if (first === 'help' || first === '--help' || first === '-h') return help(args.slice(1), io);
  const command = find(args);
  try {
    if (command === undefined) throw new UsageError(unknownCommand(args));
    const isWell = await command.execute(args.slice(command.name.split(' ').length), io);
    return isWell ? exitCode.success : exitCode.failure;
  } catch (error) {
    return report(error, command, args, io);
  }
}

function help(words: readonly string[], io: Io): ExitCode {
  const command = find(words);
  io.out(command === undefined ? overview() : command.help());
  return exitCode.success;
}

function find(args: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
}

function unknownCommand(args: readonly string[]): string {
  const group = commands.filter(({ name }) => name.startsWith(`${args[0] ?? ''} `)).map(({ name }) => name);
  const known = (group.length > 0 ? group : commands.map(({ name }) => name)).join(', ');
  return `There is no command «${args.slice(0, group.length > 0 ? 2 : 1).join(' ')}»; there are: ${known}`;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Usage: trimix COMMAND [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'trimix help COMMAND shows the options of one. Everything runs on this machine; only models install uses the network.',
    '',
  ].join('\n');
}

function report(error: unknown, command: Command | undefined, args: readonly string[], io: Io): ExitCode {
  const interrupted = isCancellation(error) || io.signal.aborted;
  const usage = error instanceof UsageError;
  const foreseen = error instanceof TriMixError || error instanceof Failure || usage;
  const text = error instanceof Error ? error.message : String(error);
  const message = interrupted ? 'Interrupted.' : foreseen ? text : `An error that was not foreseen: ${text}`;
  const code = error instanceof TriMixError ? error.code : usage ? 'usage' : 'failed';
  if (args.includes('--json')) io.out(`${JSON.stringify({ error: { code, message } })}\n`);
  const hint = usage ? ` (trimix help${command === undefined ? '' : ` ${command.name}`})` : '';
  // One line, whatever a library put into its message.
  io.err(`trimix: ${message.replace(/\s*\n\s*/gu, ' ')}${hint}\n`);
  return interrupted ? exitCode.interrupted : usage ? exitCode.usage : exitCode.failure;
}
