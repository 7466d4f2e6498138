import { parseArgs } from 'node:util';
import { UsageError } from './failure.ts';
import type { Io } from './io.ts';

/** An option as `parseArgs` wants it, with what the help says of it. */
interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** How the value is called in the help. */
  readonly value?: string;
  readonly about: string;
}

/** Options of a command, by their long names. */
export type Options = Readonly<Record<string, Option>>;

type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ options: { -readonly [K in keyof T]: T[K] }; allowPositionals: true; strict: true }>
>['values'];

/** A command as the dispatcher sees it. */
export interface Command {
  /** One or two words: `complete`, `eval perplexity`. */
  readonly name: string;
  readonly summary: string;
  help(): string;
  /**
   * @returns false when the command did its work and found something wrong, which it has said
   * @throws UsageError, and whatever the command meets
   */
  execute(args: readonly string[], io: Io): Promise<boolean>;
}

/** Every command gives one JSON object instead of text when asked. */
const common = {
  json: { type: 'boolean', about: 'print one JSON object' },
  help: { type: 'boolean', short: 'h', about: 'show this help' },
} as const satisfies Options;

/** Builds a command whose options are parsed strictly and typed. A positional in square brackets may be left out. */
export function defineCommand<const T extends Options>(spec: {
  readonly name: string;
  readonly summary: string;
  readonly positionals?: readonly string[];
  readonly options: T;
  readonly run: (
    values: Parsed<T & typeof common>,
    io: Io,
    positionals: readonly string[],
  ) => Promise<boolean>;
}): Command {
  const options = { ...spec.options, ...common };
  const positionals = spec.positionals ?? [];
  const help = (): string =>
    [
      `Usage: trimix ${[spec.name, ...positionals].join(' ')} [options]`,
      '',
      spec.summary,
      '',
      ...Object.entries<Option>(options).map(([name, { value, about }]) =>
        `  --${value === undefined ? name : `${name} ${value}`}`.padEnd(28).concat('  ', about),
      ),
      '',
    ].join('\n');
  return {
    name: spec.name,
    summary: spec.summary,
    help,
    async execute(args, io) {
      const parsed = parse(args, options);
      if (parsed.values['help'] === true) {
        io.out(help());
        return true;
      }
      const surplus = parsed.positionals[positionals.length];
      if (surplus !== undefined) throw new UsageError(`Unexpected argument: ${surplus}`);
      const missing = positionals[parsed.positionals.length];
      if (missing !== undefined && !missing.startsWith('[')) throw new UsageError(`${missing} is missing`);
      // parseArgs checked the values against these very options.
      return spec.run(parsed.values as Parsed<T & typeof common>, io, parsed.positionals);
    },
  };
}

/** @throws UsageError */
function parse(
  args: readonly string[],
  options: Options,
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      options: options,
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Prints a result: the object as JSON, or the text a person reads. */
export function print(io: Io, json: boolean | undefined, result: object, text: () => string): void {
  io.out(json === true ? `${JSON.stringify(result)}\n` : text());
}
