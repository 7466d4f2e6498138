import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** As each platform's linker names it; the libraries of other providers begin with onnxruntime_providers. */
const libraryName = /^(?:libonnxruntime\.so(?:\.\d+)*|libonnxruntime(?:\.\d+)*\.dylib|onnxruntime\.dll)$/;

/**
 * The library that onnxruntime-node brings and uses itself: opened once more, it is the same one in memory.
 *
 * @throws Error where there is none for this platform
 */
export async function libraryFile(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  const folder = join(dirname(manifest), 'bin', 'napi-v6', process.platform, process.arch);
  const [name] = (await readdir(folder)).filter((file) => libraryName.test(file)).sort();
  if (name === undefined) throw new Error(`${folder} holds no library of ONNX Runtime`);
  return join(folder, name);
}
