import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { WeightsSource } from '../../../src/models/index.ts';

/** A source that fetches weights out of another folder, one file at a time, and keeps a record of it. */
export interface RecordingSource extends WeightsSource {
  /** Every file that was fetched, in order. */
  readonly brought: string[];
  /** Files that are there now. */
  readonly present: Set<string>;
  /** The most that were there at once. */
  readonly most: () => number;
}

/**
 * @param directory an existing folder; weights files that are there already stand for downloads that are whole
 * @param onEvent is called before and after each file is brought, and before and after it is released
 */
export async function recordingSource(
  checkpoint: string,
  directory: string,
  onEvent: (what: string, file: string) => void = () => undefined,
): Promise<RecordingSource> {
  for (const name of await readdir(checkpoint)) {
    if (!name.endsWith('.safetensors')) await copyFile(join(checkpoint, name), join(directory, name));
  }
  const brought: string[] = [];
  const present = new Set((await readdir(directory)).filter((name) => name.endsWith('.safetensors')));
  let most = present.size;
  return {
    directory,
    brought,
    present,
    most: () => most,
    async bring(file, signal) {
      signal.throwIfAborted();
      if (present.has(file)) return;
      onEvent('bring', file);
      brought.push(file);
      await copyFile(join(checkpoint, file), join(directory, `${file}.partial`));
      await rename(join(directory, `${file}.partial`), join(directory, file));
      present.add(file);
      most = Math.max(most, present.size);
      onEvent('brought', file);
    },
    async release(file) {
      if (!present.has(file)) return;
      onEvent('release', file);
      await rm(join(directory, file), { force: true });
      present.delete(file);
      onEvent('released', file);
    },
  };
}
