import type { TestProject } from 'vitest/node';
import type { ProviderTests } from '../../src/engine/index.ts';
import { smokeProgram } from '../engine/runtime/smokeTest/smokeProgram.ts';
import { makeTemporaryFolder } from '../models/support/folders.ts';
import { lightSmokeModels } from './lightSmokeModels.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly providerTests: ProviderTests;
  }
}

/** One smoke test for all test files: software Vulkan takes half a minute for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [models, cache] = [makeTemporaryFolder(), makeTemporaryFolder()];
  await lightSmokeModels(await models.path);
  project.provide('providerTests', {
    program: smokeProgram,
    models: await models.path,
    cacheFolder: await cache.path,
  });
  return async () => {
    await Promise.all([models.remove(), cache.remove()]);
  };
}
