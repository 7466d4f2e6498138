import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { TriMixError } from '../errors.ts';

/** No description of a model comes near this, in bytes; a longer one is not read into memory. */
const largestJson = 64_000_000;

/**
 * Reads a JSON file of unknown origin and checks it against a schema.
 *
 * @throws TriMixError `model-file-missing`, or `model-file-damaged` when it is no regular file, too long, not
 *   JSON, or not what the schema asks for
 */
export async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const found = await stat(path).catch((error: unknown) => {
    throw new TriMixError('model-file-missing', { file: path }, error);
  });
  const damaged = (reason: string, cause?: unknown): TriMixError =>
    new TriMixError('model-file-damaged', { file: path, reason }, cause);
  if (!found.isFile()) throw damaged('it is not a regular file');
  if (found.size > largestJson) throw damaged(`it is too long (${found.size} bytes)`);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw damaged('it is not JSON', error);
  }
  const result = schema.safeParse(json);
  if (!result.success) throw damaged(describeIssues(result.error));
  return result.data;
}

/** Characters of a complaint: a hostile file cannot fill a screen with its own words. */
const longestComplaint = 300;

/** The first few complaints of a schema, on one line. */
export function describeIssues(error: z.ZodError): string {
  const lines = error.issues.slice(0, 3).map((issue) => {
    const where = issue.path.map(String).join('.');
    // The library's words for a missing field would puzzle a reader who is no programmer.
    const what = issue.message.endsWith('received undefined') ? 'it is missing' : issue.message;
    return printable(where === '' ? what : `${where}: ${what}`);
  });
  return lines.join('; ');
}

/** Keys and values of the file may stand in the complaint; control characters would reach a terminal. */
export function printable(text: string): string {
  const clean = text.replaceAll(/\p{Cc}/gu, '\uFFFD');
  return clean.length <= longestComplaint
    ? clean
    : `${clean.slice(0, longestComplaint).replace(/\p{Cs}$/u, '')}…`;
}
