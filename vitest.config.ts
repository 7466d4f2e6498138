import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/ui/**', 'test/gpu/**', 'node_modules/**'],
    // onnxruntime-node is a native addon: a process each, so that a crash names its file.
    pool: 'forks',
    // Generous: the time a test takes is no finding here, and machines differ by a factor of five.
    testTimeout: 180_000,
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'test-results/unit.json' }]]
      : ['default'],
  },
});
