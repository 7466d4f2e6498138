import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted } from '../../../engine/errors.ts';
import { fileSha256 } from '../../files/fileSha256.ts';
import { writing } from '../../files/outputFolder.ts';
import { SafetensorsFile } from '../../safetensors/safetensorsFile.ts';
import type { JournalContent } from '../unfinished/journal.ts';

type CarriedEntry = JournalContent['carried'][number];

/** Bytes copied at a time. */
const copyBytes = 2 ** 22;

/** Tensors kept back from weights files that are gone, each as a safetensors file of its own. */
export class CarriedTensors {
  readonly #folder: string;
  readonly #entries = new Map<string, CarriedEntry>();
  readonly #open = new Map<string, SafetensorsFile>();
  readonly #dropped: string[] = [];
  /** Numbers the files; those of entries that are gone are not used again. */
  #next = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Takes up what an earlier run carried.
   *
   * @returns false when something of it is not as it was
   */
  async resume(entries: readonly CarriedEntry[], signal: AbortSignal): Promise<boolean> {
    for (const entry of entries) {
      const path = join(this.#folder, entry.file);
      try {
        if ((await fileSha256(path, signal)) !== entry.sha256) return false;
        const file = await SafetensorsFile.open(path);
        this.#open.set(entry.tensor, file);
        if (!file.tensors.has(entry.tensor)) return false;
      } catch {
        throwIfAborted(signal);
        return false;
      }
      this.#entries.set(entry.tensor, entry);
      this.#next = Math.max(this.#next, Number.parseInt(entry.file, 10) + 1);
    }
    return true;
  }

  /** What is carried, as the journal keeps it. */
  get entries(): readonly CarriedEntry[] {
    return [...this.#entries.values()];
  }

  /** The file that holds a carried tensor. */
  file(tensor: string): SafetensorsFile | undefined {
    return this.#open.get(tensor);
  }

  /** Copies one tensor out of a weights file and puts it on the disk. */
  async carry(source: SafetensorsFile, tensor: string, signal: AbortSignal): Promise<void> {
    const file = `${this.#next++}.safetensors`;
    const path = join(this.#folder, file);
    const hash = createHash('sha256');
    await writing(path, async () => {
      await mkdir(this.#folder, { recursive: true });
    });
    const handle = await writing(path, () => open(path, 'w'));
    try {
      for await (const piece of source.extract(tensor, copyBytes)) {
        throwIfAborted(signal);
        hash.update(piece);
        await writing(path, () => handle.writeFile(piece));
      }
      await writing(path, () => handle.sync());
    } finally {
      await handle.close();
    }
    this.#open.set(tensor, await SafetensorsFile.open(path));
    this.#entries.set(tensor, { tensor, file, sha256: hash.digest('hex') });
  }

  /** The tensor is not needed any more. */
  async drop(tensor: string): Promise<void> {
    const entry = this.#entries.get(tensor);
    if (entry === undefined) return;
    this.#dropped.push(entry.file);
    this.#entries.delete(tensor);
    await this.#open.get(tensor)?.close();
    this.#open.delete(tensor);
  }

  /** Removes the files of dropped tensors: not before the journal says that they are not needed. */
  async tidy(): Promise<void> {
    for (const file of this.#dropped.splice(0)) await rm(join(this.#folder, file), { force: true });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((file) => file.close()));
  }
}
