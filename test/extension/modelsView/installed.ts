import type { TrioView } from '../../../src/protocol/models.ts';
import type { TrioStatus } from '../../../src/protocol/status.ts';

/** A trio that somebody installed. */
export const installed: TrioView = {
  name: 'qwen2.5-1.5b-7b-int4',
  title: 'Qwen2.5 1.5B + 7B',
  directory: '/store/trios/qwen2.5-1.5b-7b-int4',
  kind: 'installed',
  languages: ['bo'],
  experimental: [],
  bytes: 7_400_000_000,
  fit: { kind: 'gpu-and-cpu' },
  models: [
    {
      folder: 'large-ins',
      source: 'Qwen/Qwen2.5-7B-Instruct',
      revision: 'a09a35458c702b33eeacc393d103063234e8bc28',
      licence: 'Apache License 2.0',
      precision: 'int4',
      bytes: 4_900_000_000,
    },
    {
      folder: 'small-cpt-bo',
      source: 'pkupie/Qwen2.5-1.5B-bo-cpt',
      revision: null,
      licence: null,
      precision: 'int4',
      bytes: 1_250_000_000,
    },
  ],
};

/** That trio in memory as far as it fits: the rest is left out. */
export const partlyLoaded: TrioStatus = {
  ...installed,
  models: [
    {
      source: 'largeIns',
      folder: 'large-ins',
      executionProvider: 'webgpu',
      precision: 'int4',
      bytes: 4_900_000_000,
      memoryBytes: 5 * 2 ** 30,
    },
  ],
  detours: [],
  missing: [
    { source: 'smallCpt', reason: { kind: 'memory', neededBytes: 2 ** 31, availableBytes: 2 ** 30 } },
  ],
};
