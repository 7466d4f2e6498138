import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
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
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw new TriMixError('model-file-missing', { file: path }, error);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      throw new TriMixError('model-file-damaged', { file: path, reason: 'it is not a regular file' });
    }
    return stat.size;
  } finally {
    await handle.close();
  }
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
    await checkLink(join(directory, path), dirname(join(directory, graph)));
    files.push({ path, bytes, sha256: null });
  }
  return files;
}

/** sha256 of a folder's tokenizer.json; null where there is none. */
export async function tokenizerSha256(directory: string, signal?: AbortSignal): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(join(directory, 'tokenizer.json')), hash, { signal });
  } catch (error) {
    if (signal?.aborted === true) throw new TriMixError('cancelled', {}, error);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new TriMixError('model-file-missing', { file: join(directory, 'tokenizer.json') }, error);
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

/** ONNX Runtime refuses data behind a link that leaves the folder; this says it in words. */
async function checkLink(path: string, folder: string): Promise<void> {
  const inside = relative(await realpath(folder), await realpath(path));
  if (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) return;
  throw new TriMixError('model-file-damaged', {
    file: path,
    reason:
      'it is a link that leaves the model’s folder, which ONNX Runtime does not follow: copy the file itself here',
  });
}
