import { link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { throwIfAborted, TriMixError } from '../../engine/errors.ts';
import { modelManifestFile } from '../../engine/runtime/modelManifest.ts';
import { copyFile } from '../files/copyFile.ts';
import { fileSystemCode, onDisk } from '../files/onDisk.ts';
import { requireSpace } from '../store/diskSpace.ts';
import { exists } from '../store/installedCheckpoints.ts';
import type { TrioModel } from './installedTrios.ts';
import { licenceFiles } from './licenceFiles.ts';
import { modelOriginFile } from './modelOrigin.ts';
import { tokenizerConfigFile, tokenizerFile } from './trioTokenizer.ts';

/** Small files of any layout that a model is described by. */
const descriptions = [
  modelManifestFile,
  modelOriginFile,
  'config.json',
  'generation_config.json',
  'genai_config.json',
  tokenizerFile,
  tokenizerConfigFile,
  ...licenceFiles,
];

export interface CopyModelOptions {
  /** Folder of the model. */
  readonly from: string;
  readonly model: Pick<TrioModel, 'files' | 'bytes'>;
  /** Folder to make. */
  readonly to: string;
  /** Whether large files may become second names of the same ones, where the file system has such. */
  readonly mayLink: boolean;
  /** Called with the bytes copied so far, and those of all files. */
  readonly onCopied: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Gives a model a second place: its files, its descriptions, and its tokenizer where it has one beside it. Whatever is
 * copied is compared with the checksum in the description, where there is one.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged`, `disk-space-short`, `disk-full`, `store-not-writable`, `cancelled`
 */
export async function copyModel(options: CopyModelOptions): Promise<void> {
  const { from, model, to, mayLink, onCopied, signal } = options;
  await onDisk(to, async () => {
    await rm(to, { recursive: true, force: true });
    await mkdir(to, { recursive: true });
  });
  let copied = 0;
  for (const { path, bytes, sha256 } of model.files) {
    throwIfAborted(signal);
    const [source, target] = [join(from, path), join(to, path)];
    await onDisk(target, () => mkdir(dirname(target), { recursive: true }));
    if (mayLink && (await linked(source, target))) continue;
    await requireSpace(to, bytes);
    const copy = await copyFile(source, target, (done) => onCopied(copied + done, model.bytes), signal);
    if (sha256 !== null && copy.sha256 !== sha256) {
      const reason = 'its sha256 is not the one that its description names';
      throw new TriMixError('model-file-damaged', { file: source, reason });
    }
    copied += bytes;
  }
  // Descriptions may be written anew: each place has its own.
  for (const name of descriptions) {
    const [source, target] = [join(from, name), join(to, name)];
    if (await exists(source)) await copyFile(source, target, () => undefined, signal);
  }
}

/** What systems say where two names for one file are not possible: another disk, a file system without, a limit. */
const unlinkable = new Set([
  'EXDEV',
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EISDIR',
]);

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = fileSystemCode(error) ?? '';
    if (unlinkable.has(code)) return false;
    if (code === 'ENOENT') throw new TriMixError('model-file-missing', { file: from }, error);
    return onDisk(to, () => Promise.reject(error as Error));
  }
}
