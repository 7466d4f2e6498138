import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';

/** Where such a file is, what may stand in it, and what an unreadable one counts as. */
export interface JsonCacheOptions<Content> {
  /** Made when there is something to keep. */
  readonly folder: string;
  readonly fileName: string;
  readonly schema: z.ZodType<Content>;
  readonly empty: Content;
}

/** A small file of what can be found out again: unreadable content is as good as none. */
export class JsonCache<Content> {
  readonly #options: JsonCacheOptions<Content>;

  constructor(options: JsonCacheOptions<Content>) {
    this.#options = options;
  }

  async read(): Promise<Content> {
    const { folder, fileName, schema, empty } = this.#options;
    try {
      return schema.parse(JSON.parse(await readFile(join(folder, fileName), 'utf8')));
    } catch {
      return empty;
    }
  }

  /** A folder that cannot be written only means that the next process finds out anew. */
  async write(content: Content): Promise<void> {
    const { folder, fileName } = this.#options;
    const file = join(folder, fileName);
    const unfinished = `${file}.${process.pid}`;
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(unfinished, `${JSON.stringify(content, null, 2)}\n`);
      await rename(unfinished, file);
    } catch {
      return;
    }
  }
}
