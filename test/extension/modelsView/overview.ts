import type { CatalogueTrioView, ModelsOverview, TrioView } from '../../../src/protocol/models.ts';

/** The trio that comes with the extension. */
export const demo: TrioView = {
  name: 'demo',
  title: 'Demo trio',
  directory: '/extension/models/demo',
  kind: 'bundled',
  languages: ['bo', 'ug', 'kk-Arab', 'kk-Cyrl', 'mn-Mong', 'mn-Cyrl'],
  experimental: ['mn-Mong'],
  bytes: 30_000_000,
  fit: { kind: 'cpu' },
  models: [],
};

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

/** A trio that can be installed. */
export const published: CatalogueTrioView = {
  id: 'bo-qwen2.5-1.5b-7b',
  title: 'Qwen2.5 1.5B + 7B',
  language: 'bo',
  repositories: {
    largeIns: 'Qwen/Qwen2.5-7B-Instruct',
    smallCpt: 'pkupie/Qwen2.5-1.5B-bo-cpt',
    smallBase: 'Qwen/Qwen2.5-1.5B',
  },
  downloadBytes: 21_400_000_000,
  precisions: [
    {
      precision: 'int4',
      diskBytes: 7_400_000_000,
      memoryBytes: 8_600_000_000,
      fit: { kind: 'gpu' },
      installed: false,
    },
    {
      precision: 'fp16',
      diskBytes: 21_000_000_000,
      memoryBytes: 43_000_000_000,
      fit: { kind: 'too-large', neededBytes: 43_000_000_000, availableBytes: 16_000_000_000 },
      installed: false,
    },
  ],
  recommended: 'int4',
  licences: [
    {
      name: 'Apache License 2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
      commercialUse: true,
    },
  ],
  gated: false,
  accessPages: [],
  onlyIfOnHub: false,
  quality: [{ rule: 'trimix', toEnglish: 0.068, fromEnglish: 0.157 }],
};

/** What a fresh machine shows; `more` wins. */
export function overviewOf(more: Partial<ModelsOverview> = {}): ModelsOverview {
  return {
    store: '/store',
    memory: { total: 16e9, available: 12e9, gpu: null },
    freeDiskBytes: 100e9,
    trios: [demo],
    inUse: {
      bo: 'demo',
      ug: 'demo',
      'kk-Arab': 'demo',
      'kk-Cyrl': 'demo',
      'mn-Mong': 'demo',
      'mn-Cyrl': 'demo',
    },
    unfinished: [],
    broken: [],
    catalogue: [published],
    qualityMeasure: 'chrF++ on the MiLiC-Eval test set',
    ...more,
  };
}
