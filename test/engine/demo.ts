import { fileURLToPath } from 'node:url';
import { loadTrio, type Trio } from '../../src/engine/index.ts';

/** The bundled demo trio. */
export const demoDirectory = fileURLToPath(new URL('../../models/demo', import.meta.url));

/** Loads the bundled demo trio on the CPU. One thread: test files run side by side, one on each core. */
export function loadDemo(): Promise<Trio> {
  return loadTrio(demoDirectory, { executionProvider: 'cpu', threads: 1 });
}
