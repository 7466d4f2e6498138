import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a package.json holds. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Writes a manifest that is another one, changed. */
export async function writeManifest(
  from: string,
  to: string,
  change: (manifest: Manifest) => Manifest,
): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await writeFile(to, `${JSON.stringify(change(await readManifest(from)), null, 2)}\n`);
}

/** A manifest that lacks some entries. */
export function without(manifest: Manifest, keys: readonly string[]): Manifest {
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !keys.includes(key)));
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws Error where the file holds no JSON object. */
export async function readManifest(file: string): Promise<Manifest> {
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isManifest(manifest)) throw new Error(`${file} is not a JSON object.`);
  return manifest;
}
