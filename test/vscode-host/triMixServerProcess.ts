import { readdir, readFile } from 'node:fs/promises';

/** The process that holds the models, found by the files of the installed extension it runs. */
export class TriMixServerProcess {
  readonly #installedBelow: string;

  /** @param installedBelow the folder below which the extension is installed */
  constructor(installedBelow: string) {
    this.#installedBelow = installedBelow;
  }

  /** Ids of the running server processes; more than one while a window before is still closing. */
  async ids(): Promise<readonly number[]> {
    const ids: number[] = [];
    for (const entry of await readdir('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
      const words = line.split('\0');
      if (words.some((word) => word.startsWith(this.#installedBelow) && word.endsWith('/dist/server.cjs'))) {
        ids.push(Number(entry));
      }
    }
    return ids;
  }

  /** Ends the server as a crash does. */
  async kill(): Promise<readonly number[]> {
    const ids = await this.ids();
    for (const id of ids) process.kill(id, 'SIGKILL');
    return ids;
  }
}
