import { fileURLToPath } from 'node:url';

/** The bundled demo trio. In a file of its own, for tests that vitest does not run. */
export const demoDirectory = fileURLToPath(new URL('../../../models/demo', import.meta.url));
