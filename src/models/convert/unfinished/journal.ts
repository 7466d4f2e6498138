import { createHash } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writing } from '../../files/outputFolder.ts';
import { tensorName } from '../../safetensors/header.ts';
import { weightMapSchema } from '../../safetensors/weightMap.ts';

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

const contentSchema = z.strictObject({
  /** What is converted, and how: see `conversionIdentity`. */
  conversion: sha256,
  /** Which weights file holds each tensor that is needed. */
  weightMap: weightMapSchema,
  /** Stored units in their order, each with the ranges of the data file that it became. */
  units: z.array(z.array(z.strictObject({ offset: count, length: count }))),
  /** The data file with just these units. */
  data: z.strictObject({ bytes: count, sha256 }),
  /** The weights file that was in use, with tensors that are still needed and not carried. */
  current: z.string().nullable(),
  /** Tensors that are still needed and whose weights file is not: each in a file of its own. */
  carried: z.array(
    z.strictObject({
      tensor: z.string().regex(tensorName),
      file: z.string().regex(/^\d{1,9}\.safetensors$/u),
      sha256,
    }),
  ),
});

/** How far an unfinished conversion is. */
export type JournalContent = z.infer<typeof contentSchema>;

/** Longer than the journal of any model, in bytes. */
const largestJournal = 64_000_000;

/**
 * Reads the journal of an unfinished conversion.
 *
 * @returns null when there is none, it belongs to another conversion, or it is damaged: there is then nothing to go on from
 */
export async function readJournal(path: string, conversion: string): Promise<JournalContent | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true || found.size > largestJournal) return null;
  const [digest, ...rest] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const text = rest.join('\n');
  if (digest !== digestOf(text)) return null;
  const content = contentSchema.safeParse(parseJson(text));
  return content.success && content.data.conversion === conversion ? content.data : null;
}

/** Replaces the journal, so that after a crash there is the old one or the new one, whole. */
export async function writeJournal(path: string, content: JournalContent): Promise<void> {
  const text = JSON.stringify(content);
  const next = `${path}.next`;
  await writing(path, async () => {
    const file = await open(next, 'w');
    try {
      await file.writeFile(`${digestOf(text)}\n${text}`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, path);
    await syncFolder(dirname(path));
  });
}

/** Makes the names in a folder last over a loss of power, where the system can. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and needs no such thing.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
