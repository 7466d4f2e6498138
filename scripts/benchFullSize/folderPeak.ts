import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How often a folder is measured, in milliseconds. */
const measureEveryMs = 250;

/** Watches how much a folder holds, in bytes, hidden files included. */
export class FolderPeak {
  readonly #folder: string;
  readonly #timer: NodeJS.Timeout;
  #peak = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#timer = setInterval(() => this.#measure(), measureEveryMs);
  }

  /** Ends the watch. @returns the most it held when it was looked at */
  stop(): number {
    clearInterval(this.#timer);
    this.#measure();
    return this.#peak;
  }

  #measure(): void {
    this.#peak = Math.max(this.#peak, folderBytes(this.#folder));
  }
}

/** Bytes on the disk of all files below a folder; what vanishes meanwhile counts nothing. */
export function folderBytes(folder: string): number {
  let sum = 0;
  const seen = new Set<number>();
  const visit = (directory: string): void => {
    for (const entry of attempt(() => readdirSync(directory, { withFileTypes: true })) ?? []) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      const found = entry.isFile() ? attempt(() => statSync(path)) : null;
      // A file under two names takes its room once.
      if (found === null || seen.has(found.ino)) continue;
      seen.add(found.ino);
      sum += found.size;
    }
  };
  visit(folder);
  return sum;
}

function attempt<Result>(action: () => Result): Result | null {
  try {
    return action();
  } catch {
    return null;
  }
}
