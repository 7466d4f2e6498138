import { defineConfig } from 'vitest/config';

/** Tests on a graphics card, or on the processor that plays one. Its programs are compiled by one process at a time. */
export default defineConfig({
  test: {
    globalSetup: ['test/gpu/providerTests.setup.ts'],
    include: ['test/gpu/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
