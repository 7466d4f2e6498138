import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { arch, homedir, platform, release } from 'node:os';
import { join } from 'node:path';

/** Variables that choose another Vulkan driver. */
const variables = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'VK_ADD_DRIVER_FILES', 'LD_LIBRARY_PATH'] as const;

/** Where Linux keeps what changes with a graphics card or its driver. */
const linuxFolders = [
  '/usr/share/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
  '/etc/vulkan/icd.d',
  join(homedir(), '.local/share/vulkan/icd.d'),
  '/dev/dri',
] as const;

const nvidiaVersion = '/proc/driver/nvidia/version';

/**
 * A digest of what can be told of the system's graphics without loading a driver. Another one means that what was
 * found out about a provider has to be found out anew; the same one does not prove that nothing changed.
 */
export async function driverFingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const add = (...words: readonly unknown[]) => hash.update(`${JSON.stringify(words)}\n`);
  add(platform(), arch(), release());
  for (const name of variables) add(name, process.env[name] ?? null);
  if (platform() === 'linux') {
    for (const folder of linuxFolders) {
      for (const name of (await orNothing(readdir(folder))) ?? []) {
        const found = await orNothing(stat(join(folder, name)));
        // A device is made anew at each start of the system; a file changes with its package.
        add(folder, name, found?.isFile() === true ? [found.size, found.mtimeMs] : null);
      }
    }
    add(await orNothing(readFile(nvidiaVersion, 'utf8')));
  }
  return hash.digest('hex');
}

async function orNothing<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch {
    return null;
  }
}
