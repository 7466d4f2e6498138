import { z } from 'zod';
import type { TranslationTag } from '../../engine/text/languages.ts';
import { Failure } from '../failure.ts';
import { readText, type Io } from '../io.ts';

/** One entry of a MiLiC-Eval file: texts under language codes, or under `content`, `title`, `text`. */
export type TextRecord = Readonly<Record<string, unknown>>;

const recordsSchema = z.array(z.record(z.string(), z.unknown())).min(1);

/** Fields of MiLiC-Eval's tasks that hold running text. */
const textFields = ['content', 'text', 'title'] as const;

/**
 * Reads entries of MiLiC-Eval's JSON, a list of objects.
 *
 * @throws Failure
 */
export async function readRecords(path: string, io: Io): Promise<readonly TextRecord[]> {
  const text = await readText(path, io);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${path} is not valid JSON.`, error);
  }
  const parsed = recordsSchema.safeParse(value);
  if (!parsed.success) throw new Failure(`${path} is not a list of objects, as MiLiC-Eval's files are.`);
  return parsed.data;
}

/** The text of an entry in a language: under its full tag, else under the language alone (`kk`). */
export function textIn(record: TextRecord, tag: TranslationTag): string | null {
  for (const key of [tag, tag.replace(/-.*$/u, '')]) {
    const value = record[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

/** Running text of one language in an entry, whatever the task. */
export function anyTextIn(record: TextRecord, tag: TranslationTag): string | null {
  const named = textIn(record, tag);
  if (named !== null) return named;
  const found = textFields.map((field) => record[field]).find((value) => typeof value === 'string');
  return typeof found === 'string' && found.trim() !== '' ? found : null;
}

/** Lines of a plain text file that are not blank. */
export async function readLines(path: string, io: Io): Promise<readonly string[]> {
  const lines = (await readText(path, io)).split(/\r?\n/u).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new Failure(`${path} has no text in it.`);
  return lines;
}
