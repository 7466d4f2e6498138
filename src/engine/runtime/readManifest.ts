import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { TriMixError } from '../errors.ts';

/**
 * Reads and checks a JSON description that TriMix wrote.
 *
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`
 */
export async function readManifest<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new TriMixError('model-file-missing', { file }, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TriMixError('model-manifest-invalid', { file, reason: 'it is not valid JSON' }, error);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new TriMixError('model-manifest-invalid', { file, reason: z.prettifyError(parsed.error) });
  }
  return parsed.data;
}
