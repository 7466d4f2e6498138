import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than half a minute: begun last, one of them would keep all but one core waiting. */
const long = [
  'test/scripts/evalDemo/demo.test.ts',
  'test/engine/decoding/speculation/identity.test.ts',
  'test/engine/tasks/identity.test.ts',
  'test/server/endToEnd/models.test.ts',
  'test/server/endToEnd/server.test.ts',
  'test/server/endToEnd/typing.test.ts',
  'test/models/convert/perplexity.test.ts',
  'test/models/trios/interruptions.test.ts',
  'test/engine/tasks/complete.test.ts',
  'test/engine/runtime/layouts/hostile.test.ts',
  'test/engine/trio/foreignTrio.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = long.findIndex((name) => moduleId.replaceAll('\\', '/').endsWith(`/${name}`));
      return found === -1 ? long.length : found;
    };
    return others.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/ui/**', 'test/gpu/**', 'node_modules/**'],
    // onnxruntime-node is a native addon: a process each, so that a crash names its file.
    pool: 'forks',
    // vitest leaves one core free, which of two is half. Models run with one thread in tests (`loadDemo`).
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Generous: the time a test takes is no finding here, and machines differ by a factor of five.
    testTimeout: 180_000,
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'test-results/unit.json' }]]
      : ['default'],
  },
});
