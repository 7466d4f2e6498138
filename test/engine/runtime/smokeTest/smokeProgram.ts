import { fileURLToPath } from 'node:url';

/** The program that tries a provider, as its source: the Node of the tests runs TypeScript. */
export const smokeProgram = fileURLToPath(
  new URL('../../../../src/engine/runtime/smokeTest/child.ts', import.meta.url),
);

/** The tiny models that come with the program. */
export const smokeModels = fileURLToPath(new URL('../../../../models/smoke', import.meta.url));
