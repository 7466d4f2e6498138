import { describe, expect, it } from 'vitest';
import { modelFolders, trioLanguages, trioManifestSchema } from '../../../src/engine/trio/trioManifest.ts';

const manifest = {
  format: 1,
  name: 'n',
  title: 'T',
  experimental: [],
  sources: {
    largeIns: 'large-ins',
    smallBase: 'small-base',
    smallCpt: { 'mn-Cyrl': 'small-cpt-mn', bo: 'small-cpt-bo', 'mn-Mong': 'small-cpt-mn' },
  },
  recommendedWeights: { completion: { alpha: 0.1, beta: 1 }, translation: { alpha: 0.5, beta: 0.5 } },
};

describe('trio.json', () => {
  it('gives the languages in the usual order, and each model once', () => {
    const parsed = trioManifestSchema.parse(manifest);
    expect(trioLanguages(parsed)).toEqual(['bo', 'mn-Mong', 'mn-Cyrl']);
    expect(modelFolders(parsed)).toEqual(['large-ins', 'small-base', 'small-cpt-mn', 'small-cpt-bo']);
  });

  it.each([
    ['no language', {}],
    ['a language nobody knows', { xx: 'small-cpt' }],
    ['a folder outside of the trio', { bo: '../small-cpt' }],
  ])('is refused with %s', (_, smallCpt) => {
    const changed = { ...manifest, sources: { ...manifest.sources, smallCpt } };
    expect(trioManifestSchema.safeParse(changed).success).toBe(false);
  });
});
