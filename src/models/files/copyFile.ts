import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { TriMixError, throwIfAborted } from '../../engine/errors.ts';
import { onDisk } from './onDisk.ts';

const copyBytes = 1024 * 1024;

/**
 * Copies a file to a new one, puts it on the disk itself, and digests it on the way.
 *
 * @param onBytes is told how many bytes are copied
 * @returns length and sha256 of what was copied
 * @throws TriMixError `model-file-missing`, `disk-full`, `store-not-writable`, `cancelled`
 */
export async function copyFile(
  from: string,
  to: string,
  onBytes: (done: number) => void,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  const input = await open(from, 'r').catch((error: unknown) => {
    throw new TriMixError('model-file-missing', { file: from }, error);
  });
  try {
    const output = await onDisk(to, () => open(to, 'wx'));
    try {
      const buffer = new Uint8Array(copyBytes);
      let bytes = 0;
      for (;;) {
        throwIfAborted(signal);
        const { bytesRead } = await input.read(buffer, 0, copyBytes, bytes);
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        await onDisk(to, () => output.writeFile(chunk));
        bytes += bytesRead;
        onBytes(bytes);
      }
      await onDisk(to, () => output.sync());
      return { bytes, sha256: hash.digest('hex') };
    } finally {
      await output.close();
    }
  } finally {
    await input.close();
  }
}
