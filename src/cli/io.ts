import { readFile } from 'node:fs/promises';
import { Failure } from './failure.ts';

/** What a command may touch of the outside world, so that tests can stand in for the terminal. */
export interface Io {
  /** Writes to standard output as it is: no line break is added. */
  readonly out: (text: string) => void;
  /** Writes to standard error as it is. */
  readonly err: (text: string) => void;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly signal: AbortSignal;
  /** Where package.json and models/ are. */
  readonly packageRoot: string;
  /** A person is looking at standard error: progress may be shown. */
  readonly interactive: boolean;
  /** Asks a person a question and waits for yes or no; left out where nobody can answer. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

/**
 * Text of a file, `-` for standard input. A byte order mark is dropped.
 *
 * @throws Failure when it cannot be read or is not UTF-8
 */
export async function readText(path: string, io: Io): Promise<string> {
  const name = path === '-' ? 'Standard input' : path;
  const bytes = path === '-' ? await io.readStdin() : await readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Failure(
      `${name} is not valid UTF-8 text. Nothing was done. Save it as UTF-8 and try again.`,
      error,
    );
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Failure(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}
