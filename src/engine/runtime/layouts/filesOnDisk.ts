import { createHash } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TriMixError } from '../../errors.ts';
import type { ModelFile } from '../modelDescription.ts';
import type { OnnxHeader } from '../onnxHeader/onnxHeader.ts';
import { printable } from '../readJson.ts';

/**
 * Bytes of a file that can be read.
 *
 * @throws TriMixError `model-file-missing`, `model-file-damaged` when it is no regular file
 */
export async function fileSize(path: string): Promise<number> {
  try {
    const { size } = await regularFile(path);
    await access(path, constants.R_OK);
    return size;
  } catch (error) {
    if (error instanceof TriMixError) throw error;
    throw new TriMixError('model-file-missing', { file: path }, error);
  }
}

/** Looked at before it is opened: to open a pipe waits for its other end. */
async function regularFile(path: string): Promise<Stats> {
  const found = await stat(path);
  if (!found.isFile())
    throw new TriMixError('model-file-damaged', { file: path, reason: 'it is not a regular file' });
  return found;
}

/**
 * The files of a graph whose sizes nobody wrote down: the graph itself and the external data that it names, each of
 * which must lie beside it or below and be long enough.
 *
 * @param graph path below the folder
 * @throws TriMixError `model-file-missing`, `model-file-damaged`
 */
export async function graphFiles(
  directory: string,
  graph: string,
  header: OnnxHeader,
): Promise<readonly ModelFile[]> {
  const needed = new Map<string, number>();
  for (const { tensor, location, offset, length } of header.externalTensors) {
    checkLocation(join(directory, graph), tensor, location);
    needed.set(location, Math.max(needed.get(location) ?? 0, offset + (length ?? 0)));
  }
  const files: ModelFile[] = [{ path: graph, bytes: await fileSize(join(directory, graph)), sha256: null }];
  for (const [location, least] of needed) {
    const path = posix.join(posix.dirname(graph), location);
    const bytes = await fileSize(join(directory, path));
    if (bytes < least) {
      throw new TriMixError('model-file-damaged', {
        file: join(directory, path),
        reason: `it has ${bytes} bytes, and the graph ${graph} reads up to ${least}`,
      });
    }
    await checkLink(join(directory, path), join(directory, graph));
    files.push({ path, bytes, sha256: null });
  }
  return files;
}

/**
 * sha256 of a folder's tokenizer.json; null where there is none.
 *
 * @throws TriMixError `model-file-missing` when it cannot be read, `model-file-damaged`, `cancelled`
 */
export async function tokenizerSha256(directory: string, signal?: AbortSignal): Promise<string | null> {
  const hash = createHash('sha256');
  const file = join(directory, 'tokenizer.json');
  try {
    await regularFile(file);
    await pipeline(createReadStream(file), hash, { signal });
  } catch (error) {
    if (error instanceof TriMixError) throw error;
    if (signal?.aborted === true) throw new TriMixError('cancelled', {}, error);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new TriMixError('model-file-missing', { file }, error);
  }
  return hash.digest('hex');
}

/** A graph of unknown origin must not make the runtime read files of its user. */
function checkLocation(graph: string, tensor: string, location: string): void {
  const parts = location.split(/[/\\]/u);
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (isPlain && !isAbsolute(location) && !/[\p{Cc}:*]/u.test(location)) return;
  throw new TriMixError('model-file-damaged', {
    file: graph,
    reason: `its tensor ${printable(tensor)} names external data outside of the model's folder (${printable(location)})`,
  });
}

/**
 * ONNX Runtime refuses data behind a link that leaves the folder; this says it in words. Where the graph is a link
 * itself, as in the cache of the Hugging Face hub, the folder that it leads to counts as well.
 */
async function checkLink(path: string, graph: string): Promise<void> {
  const real = await realpath(path);
  const folders = [await realpath(dirname(graph)), dirname(await realpath(graph))];
  if (folders.some((folder) => isInside(relative(folder, real)))) return;
  throw new TriMixError('model-file-damaged', {
    file: path,
    reason:
      'it is a link that leaves the model’s folder, which ONNX Runtime does not follow: copy the file itself here',
  });
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
