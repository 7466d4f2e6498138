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
  if (first === 'help' || asksForHelp(first)) return help(args.slice(1), io);
  const command = find(args);
  if (command === undefined && args.some(asksForHelp) && groupOf(args).length > 0) return help(args, io);
  try {
    if (command === undefined) throw new UsageError(unknownCommand(args));
    const isWell = await command.execute(args.slice(command.name.split(' ').length), io);
    return isWell ? exitCode.success : exitCode.failure;
  } catch (error) {
    return report(error, command, args, io);
  }
}

/** Tells of one command, of all that begin with these words, or, where none does, of every one. */
function help(args: readonly string[], io: Io): ExitCode {
  const command = find(args);
  const group = groupOf(args);
  io.out(command === undefined ? overview(group.length > 0 ? group : commands) : command.help());
  return exitCode.success;
}

function asksForHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

function find(args: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
}

/** Arguments before the first option. */
function wordsOf(args: readonly string[]): readonly string[] {
  const end = args.findIndex((argument) => argument.startsWith('-'));
  return end < 0 ? args : args.slice(0, end);
}

/** The commands whose names begin with all these words: `models` begins seven. */
function groupOf(args: readonly string[]): readonly Command[] {
  const words = wordsOf(args);
  return commands.filter(({ name }) => {
    const parts = name.split(' ');
    return words.every((word, index) => parts[index] === word);
  });
}

function unknownCommand(args: readonly string[]): string {
  const [first = ''] = args;
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  const known = (group.length > 0 ? group : commands).map(({ name }) => name).join(', ');
  const asked = group.length > 0 ? wordsOf(args).slice(0, 2).join(' ') : first;
  return `There is no command «${asked}»; there are: ${known}`;
}

function overview(listed = commands): string {
  const width = Math.max(...listed.map(({ name }) => name.length));
  return [
    'Usage: trimix COMMAND [options]',
    '',
    ...listed.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
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
