import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TriMixError } from '../../engine/errors.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { trioManifestFile, trioManifestSchema, type TrioManifest } from '../../engine/trio/trioManifest.ts';
import { describeIssues } from '../../engine/runtime/readJson.ts';
import { writeFolder, writeOutput, writing } from '../files/outputFolder.ts';
import { readTokenizerFiles, writeTokenizerFiles, type TokenizerFiles } from './tokenizerFiles.ts';
import { writeModel, type Provenance, type WriteModelOptions } from './writeModel.ts';

/** A checkpoint to convert. */
export interface TrioSource {
  readonly directory: string;
  readonly provenance: Provenance;
}

export interface ConvertTrioOptions extends Pick<
  WriteModelOptions,
  'precision' | 'blockSize' | 'signal' | 'onProgress'
> {
  readonly sources: {
    readonly largeIns: TrioSource;
    readonly smallBase: TrioSource;
    /** Models of languages: `name` tells them apart in the trio, and is left out where there is one for all. */
    readonly smallCpt: readonly (TrioSource & {
      readonly name?: string;
      readonly languages: readonly LanguageTag[];
    })[];
  };
  /** Folder of the tokenizer all three models share; left out, each source's own folder must hold the same one. */
  readonly tokenizer?: string;
  /** The trio folder to make; it must not exist yet, or be empty. */
  readonly out: string;
  /** What trio.json says besides. */
  readonly description: Omit<TrioManifest, 'format' | 'sources'>;
}

/**
 * Converts checkpoints that share a tokenizer into a trio folder, whole or not at all. In the progress each model
 * counts the same.
 *
 * @throws TriMixError `trio-tokenizers-differ`, `model-manifest-invalid`, and what `convertModel` throws
 */
export async function convertTrio(options: ConvertTrioOptions): Promise<TrioManifest> {
  const checkpoints = checkpointsOf(options);
  const manifest = checkedManifest(options);
  return writeFolder(options.out, async (directory) => {
    const tokenizer = await sharedTokenizer(options.tokenizer, checkpoints);
    await writeTokenizerFiles(directory, tokenizer);
    for (const [index, { name, source }] of checkpoints.entries()) {
      const folder = join(directory, name);
      await writing(folder, () => mkdir(folder));
      await writeModel(folder, {
        source: source.directory,
        provenance: source.provenance,
        precision: options.precision,
        blockSize: options.blockSize,
        tokenizerSha256: tokenizer.sha256,
        signal: options.signal,
        onProgress: (done, total) => options.onProgress?.(index * total + done, checkpoints.length * total),
      });
    }
    await writeOutput(join(directory, trioManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  });
}

const largeInsFolder = 'large-ins';
const smallBaseFolder = 'small-base';
const smallCptFolder = ({ name }: { readonly name?: string }): string =>
  name === undefined ? 'small-cpt' : `small-cpt-${name}`;

/** The checkpoints with the folders they get. */
function checkpointsOf({
  sources,
}: ConvertTrioOptions): readonly { readonly name: string; readonly source: TrioSource }[] {
  return [
    { name: largeInsFolder, source: sources.largeIns },
    { name: smallBaseFolder, source: sources.smallBase },
    ...sources.smallCpt.map((source) => ({ name: smallCptFolder(source), source })),
  ];
}

function checkedManifest({ out, description, sources }: ConvertTrioOptions): TrioManifest {
  const smallCpt = Object.fromEntries(
    sources.smallCpt.flatMap((source) => source.languages.map((tag) => [tag, smallCptFolder(source)])),
  );
  const folders = { largeIns: largeInsFolder, smallBase: smallBaseFolder, smallCpt };
  const manifest = trioManifestSchema.safeParse({ format: 1, ...description, sources: folders });
  if (manifest.success) return manifest.data;
  const reason = describeIssues(manifest.error);
  throw new TriMixError('model-manifest-invalid', { file: join(out, trioManifestFile), reason });
}

async function sharedTokenizer(
  folder: string | undefined,
  checkpoints: ReturnType<typeof checkpointsOf>,
): Promise<TokenizerFiles> {
  if (folder !== undefined) return readTokenizerFiles(folder);
  const first = await readTokenizerFiles(checkpoints[0]!.source.directory);
  for (const { name, source } of checkpoints) {
    const other = await readTokenizerFiles(source.directory);
    if (other.sha256 !== first.sha256) {
      const reason = `tokenizer.json of ${name} is not that of ${checkpoints[0]!.name}`;
      throw new TriMixError('trio-tokenizers-differ', { reason });
    }
  }
  return first;
}
