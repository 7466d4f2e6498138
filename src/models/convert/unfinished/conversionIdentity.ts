import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { indexFile } from '../../safetensors/weightMap.ts';
import type { Precision } from '../precision.ts';
import type { Provenance } from '../writeModel.ts';

/** To be raised whenever the same checkpoint and options give other bytes than before. */
export const converterVersion = 1;

/** What decides about the bytes of a conversion, besides the weights. */
export interface Conversion {
  readonly directory: string;
  readonly precision: Precision;
  readonly blockSize: number;
  readonly provenance: Provenance;
  readonly tokenizerSha256: string;
}

/**
 * A sha256 that only the same conversion has: an unfinished one goes on only under the same.
 * The weights are not looked at; provenance names their repository and revision.
 */
export async function conversionIdentity({ directory, ...options }: Conversion): Promise<string> {
  const { precision, blockSize, tokenizerSha256 } = options;
  const { repository, revision, licence } = options.provenance;
  const description = [
    converterVersion,
    precision,
    blockSize,
    [repository, revision, licence],
    tokenizerSha256,
    await digest(join(directory, 'config.json')),
    await digest(join(directory, indexFile)),
  ];
  return createHash('sha256').update(JSON.stringify(description)).digest('hex');
}

/** sha256 of a small file; null when it cannot be read, which whoever needs it will say. */
async function digest(path: string): Promise<string | null> {
  const content = await readFile(path).catch(() => null);
  return content === null ? null : createHash('sha256').update(content).digest('hex');
}
