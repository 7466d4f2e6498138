import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import { trioManifestFile, trioManifestSchema, type TrioManifest } from '../../engine/trio/trioManifest.ts';
import { describeIssues } from '../files/readJson.ts';
import { writeFolder, writeOutput, writing } from '../files/outputFolder.ts';
import { readTokenizerFiles, writeTokenizerFiles, type TokenizerFiles } from './tokenizerFiles.ts';
import { writeModel, type Provenance, type WriteModelOptions } from './writeModel.ts';

type Source = keyof TrioManifest['sources'];

/** The models of a trio, and the folders they get. */
const folders = {
  largeIns: 'large-ins',
  smallCpt: 'small-cpt',
  smallBase: 'small-base',
} as const satisfies Record<Source, string>;

const sources = ['largeIns', 'smallCpt', 'smallBase'] as const satisfies readonly Source[];

export interface ConvertTrioOptions extends Pick<
  WriteModelOptions,
  'precision' | 'blockSize' | 'signal' | 'onProgress'
> {
  readonly sources: Readonly<Record<Source, { readonly directory: string; readonly provenance: Provenance }>>;
  /** Folder of the tokenizer all three models share; left out, each source's own folder must hold the same one. */
  readonly tokenizer?: string;
  /** The trio folder to make; it must not exist yet, or be empty. */
  readonly out: string;
  /** What trio.json says besides. */
  readonly description: Omit<TrioManifest, 'format' | 'sources'>;
}

/**
 * Converts three checkpoints that share a tokenizer into a trio folder, whole or not at all. Progress
 * counts each model as one third.
 *
 * @throws TriMixError `trio-tokenizers-differ`, `model-manifest-invalid`, and what `convertModel` throws
 */
export async function convertTrio(options: ConvertTrioOptions): Promise<TrioManifest> {
  const manifest = checkedManifest(options);
  return writeFolder(options.out, async (directory) => {
    const tokenizer = await sharedTokenizer(options);
    await writeTokenizerFiles(directory, tokenizer);
    for (const [index, source] of sources.entries()) {
      const folder = join(directory, folders[source]);
      await writing(folder, () => mkdir(folder));
      await writeModel(folder, {
        ...options.sources[source],
        source: options.sources[source].directory,
        precision: options.precision,
        blockSize: options.blockSize,
        tokenizerSha256: tokenizer.sha256,
        signal: options.signal,
        onProgress: (done, total) => options.onProgress?.(index * total + done, sources.length * total),
      });
    }
    await writeOutput(join(directory, trioManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  });
}

function checkedManifest({ out, description }: ConvertTrioOptions): TrioManifest {
  const manifest = trioManifestSchema.safeParse({ format: 1, ...description, sources: folders });
  if (manifest.success) return manifest.data;
  const reason = describeIssues(manifest.error);
  throw new TriMixError('model-manifest-invalid', { file: join(out, trioManifestFile), reason });
}

async function sharedTokenizer(options: ConvertTrioOptions): Promise<TokenizerFiles> {
  if (options.tokenizer !== undefined) return readTokenizerFiles(options.tokenizer);
  const first = await readTokenizerFiles(options.sources.largeIns.directory);
  for (const source of sources) {
    const other = await readTokenizerFiles(options.sources[source].directory);
    if (other.sha256 !== first.sha256) {
      const reason = `tokenizer.json of ${folders[source]} is not that of ${folders.largeIns}`;
      throw new TriMixError('trio-tokenizers-differ', { reason });
    }
  }
  return first;
}
