import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { trioManifestFile } from '../../engine/trio/trioManifest.ts';
import { listTrios, triosFolder, type InstalledTrios } from '../../models/index.ts';

interface Read {
  readonly store: string;
  readonly state: string;
  readonly listing: InstalledTrios;
}

/**
 * What the store holds, read again whenever it has changed: a look at the folders takes microseconds, so it is taken
 * at each need. Watching them instead would miss changes on network drives and on some systems.
 */
export class StoreContents {
  readonly #store: () => string;
  readonly #onChange: () => void;
  #last: Read | null = null;

  /** @param onChange somebody else has changed the store */
  constructor(store: () => string, onChange: () => void) {
    this.#store = store;
    this.#onChange = onChange;
  }

  /** The trios of the store as they are now. Errors as {@link listTrios}. */
  async trios(): Promise<InstalledTrios['trios']> {
    return (await this.#current()).trios;
  }

  /** Everything in the store, with what is unfinished, which grows all the time. Errors as {@link listTrios}. */
  async everything(): Promise<InstalledTrios> {
    const store = this.#store();
    const state = await stateOf(store);
    const listing = await listTrios(store);
    this.#keep({ store, state, listing });
    return listing;
  }

  /** What we have changed ourselves is no news. */
  async accept(): Promise<void> {
    this.#last = null;
    await this.everything();
  }

  async #current(): Promise<InstalledTrios> {
    const store = this.#store();
    const state = await stateOf(store);
    if (this.#last?.store === store && this.#last.state === state) return this.#last.listing;
    const listing = await listTrios(store);
    this.#keep({ store, state, listing });
    return listing;
  }

  #keep(read: Read): void {
    const before = this.#last;
    this.#last = read;
    if (before?.store === read.store && before.state !== read.state) this.#onChange();
  }
}

/** Which trios there are, and when the description of each was written: installing and removing write it last. */
async function stateOf(store: string): Promise<string> {
  const folder = triosFolder(store);
  const names = await readdir(folder).catch(() => []);
  const written = names.toSorted().map(async (name) => {
    const found = await stat(join(folder, name, trioManifestFile)).catch(() => null);
    return `${name} ${found?.mtimeMs ?? 'none'}`;
  });
  return (await Promise.all(written)).join('\n');
}
