import type { CatalogueTrioView, ModelsOverview, TrioView } from '../../../src/protocol/models.ts';

const gigabyte = 2 ** 30;

/** A trio of the catalogue; the fields that a test is about are given. */
export function catalogueTrio(fields: Partial<CatalogueTrioView> = {}): CatalogueTrioView {
  return {
    id: 'bo-qwen2.5-1.5b-7b',
    title: 'Qwen2.5 1.5B + 7B',
    language: 'bo',
    repositories: { largeIns: 'big/instruct', smallCpt: 'small/cpt', smallBase: 'small/base' },
    downloadBytes: 21.4e9,
    precisions: [
      { precision: 'int4', diskBytes: 6e9, memoryBytes: 7e9, fit: { kind: 'gpu' }, installed: false },
      { precision: 'int8', diskBytes: 11e9, memoryBytes: 12e9, fit: { kind: 'cpu' }, installed: false },
    ],
    recommended: 'int4',
    licences: [
      { name: 'Apache License 2.0', url: 'https://licence.example.org/apache', commercialUse: true },
    ],
    gated: false,
    accessPages: [],
    onlyIfOnHub: false,
    quality: [],
    ...fields,
  };
}

export const demo: TrioView = {
  name: 'demo',
  title: 'TriMix demo',
  directory: '/program/models/demo',
  kind: 'bundled',
  languages: ['bo', 'ug', 'kk-Arab', 'kk-Cyrl', 'mn-Mong', 'mn-Cyrl'],
  experimental: ['mn-Mong'],
  bytes: 30e6,
  fit: { kind: 'cpu' },
  models: [],
};

export function overview(fields: Partial<ModelsOverview> = {}): ModelsOverview {
  return {
    store: '/store',
    memory: {
      total: 16 * gigabyte,
      available: 8 * gigabyte,
      gpu: { name: 'GPU', executionProvider: 'webgpu', total: 8 * gigabyte, available: null },
    },
    freeDiskBytes: 1e12,
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
    catalogue: [catalogueTrio()],
    qualityMeasure: 'chrF++',
    ...fields,
  };
}
