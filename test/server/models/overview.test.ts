import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { openTrio, readCatalogue, type Catalogue, type InstalledTrio } from '../../../src/models/index.ts';
import type { Machine } from '../../../src/server/models/machine.ts';
import { modelsOverview, type OverviewFacts } from '../../../src/server/models/overview.ts';
import { demoDirectory } from '../../models/support/folders.ts';

const gibibyte = 2 ** 30;
const machine = (total: number, gpu: number | null, choice: Machine['choice'] = 'auto'): Machine => ({
  memory: {
    total: total * gibibyte,
    available: total * gibibyte,
    gpu:
      gpu === null
        ? null
        : {
            name: 'A card',
            executionProvider: 'webgpu',
            total: gpu * gibibyte,
            available: null,
            unified: false,
          },
  },
  providers: gpu === null ? ['cpu'] : ['webgpu', 'cpu'],
  cpuRuntime: 'native',
  choice,
});

describe('the overview of the models', () => {
  let demo: InstalledTrio;
  let catalogue: Catalogue;
  let facts: OverviewFacts;

  beforeAll(async () => {
    demo = await openTrio(demoDirectory);
    catalogue = await readCatalogue(join(demoDirectory, '..'));
    facts = {
      store: '/store',
      machine: machine(16, null),
      freeDiskBytes: 5,
      demo,
      listing: { trios: [], unfinished: [], broken: [] },
      catalogue,
      settings: { trioPath: null, trios: {} },
      endpoint: 'https://hub.example.org',
    };
  });

  const trioOf = (id: string, changes: Partial<OverviewFacts> = {}) => {
    const found = modelsOverview({ ...facts, ...changes }).catalogue.find((trio) => trio.id === id);
    if (found === undefined) throw new Error(`no trio ${id}`);
    return found;
  };
  const fitsOf = (id: string, here: Machine) =>
    Object.fromEntries(
      trioOf(id, { machine: here }).precisions.map(({ precision, fit }) => [precision, fit.kind]),
    );

  it('shows the bundled trio with its models, and lets it write everything', () => {
    const { trios, inUse } = modelsOverview(facts);
    expect(trios).toHaveLength(1);
    expect(trios[0]).toMatchObject({
      name: 'demo',
      kind: 'bundled',
      languages: languageTags,
      experimental: demo.manifest.experimental,
      fit: { kind: 'cpu' },
    });
    expect(trios[0]?.models.map(({ folder }) => folder)).toEqual(demo.models.map(({ folder }) => folder));
    expect(inUse).toEqual(Object.fromEntries(languageTags.map((tag) => [tag, 'demo'])));
  });

  it('says what is wrong with a folder so that it can be said in any language', () => {
    const error = new TriMixError('model-file-missing', { file: '/store/trios/gone/trio.json' });
    const listing = { ...facts.listing, broken: [{ directory: '/store/trios/gone', error }] };
    const { broken } = modelsOverview({ ...facts, listing });
    expect(JSON.parse(JSON.stringify(broken))).toEqual([
      {
        directory: '/store/trios/gone',
        code: 'model-file-missing',
        details: error.details,
        message: error.message,
      },
    ]);
  });

  it('says which trio writes a language: what is installed, unless the settings say otherwise', () => {
    const installed: InstalledTrio = {
      ...demo,
      name: 'mine-int4',
      directory: '/store/trios/mine-int4',
      manifest: {
        ...demo.manifest,
        sources: { ...demo.manifest.sources, smallCpt: { bo: 'small-cpt-bo', ug: 'small-cpt-ug' } },
      },
    };
    const listing = { ...facts.listing, trios: [installed] };
    const inUse = (settings: OverviewFacts['settings']) =>
      modelsOverview({ ...facts, listing, settings }).inUse;
    expect(inUse(facts.settings)).toMatchObject({ bo: 'mine-int4', ug: 'mine-int4', 'kk-Arab': 'demo' });
    expect(inUse({ trioPath: null, trios: { bo: 'demo', ug: 'none-such' } })).toMatchObject({
      bo: 'demo',
      ug: 'mine-int4',
    });
    expect(inUse({ trioPath: '/store/trios/mine-int4', trios: { bo: 'demo' } })).toMatchObject({
      bo: 'mine-int4',
      'kk-Arab': 'mine-int4',
    });
    expect(inUse({ trioPath: '/of/my/own', trios: {} }).bo).toBe('/of/my/own');
  });

  it('lets a trio for Arabic-script Kazakh write Cyrillic by conversion, unless there is one for it', () => {
    const installed = (name: string, smallCpt: InstalledTrio['manifest']['sources']['smallCpt']) => ({
      ...demo,
      ...{ name, directory: `/store/trios/${name}` },
      manifest: { ...demo.manifest, sources: { ...demo.manifest.sources, smallCpt } },
    });
    const arabic = installed('arabic-int4', { 'kk-Arab': 'small-cpt-kk-Arab' });
    const cyrillic = installed('cyrillic-int4', { 'kk-Cyrl': 'small-cpt-kk-Cyrl' });
    const writer = (trios: readonly InstalledTrio[], chosen: OverviewFacts['settings']['trios'] = {}) =>
      modelsOverview({
        ...facts,
        listing: { ...facts.listing, trios },
        settings: { trioPath: null, trios: chosen },
      }).inUse['kk-Cyrl'];
    expect(writer([arabic])).toBe('arabic-int4');
    expect(writer([arabic, cyrillic])).toBe('cyrillic-int4');
    expect(writer([arabic], { 'kk-Cyrl': 'demo' })).toBe('demo');
    expect(writer([installed('tibetan-int4', { bo: 'small-cpt-bo' })])).toBe('demo');
  });

  it('lists every trio of the catalogue with sizes, licences and figures', () => {
    const overview = modelsOverview(facts);
    expect(overview.catalogue).toHaveLength(catalogue.trios.length);
    expect(new Set(overview.catalogue.map(({ language }) => language))).toEqual(
      new Set(['bo', 'ug', 'kk-Arab', 'mn-Mong']),
    );
    const trio = trioOf('bo-qwen2.5-1.5b-7b');
    expect(trio.title).toBe('Qwen2.5 1.5B + 7B');
    expect(trio.downloadBytes).toBeGreaterThan(20e9);
    expect(trio.precisions.map(({ precision }) => precision)).toEqual(['int4', 'int8', 'fp16']);
    expect(trio.quality.find(({ rule }) => rule === 'trimix')).toEqual({
      rule: 'trimix',
      toEnglish: 0.068,
      fromEnglish: 0.157,
    });
    expect(trio).toMatchObject({ gated: false, accessPages: [] });
    expect(trio.licences.map(({ name }) => name)).toEqual(['Apache License 2.0']);
    // The research licence of the 3B models.
    expect(trioOf('bo-qwen2.5-3b-7b').licences.some(({ commercialUse }) => !commercialUse)).toBe(true);
  });

  it('names the pages where access to gated checkpoints is granted, each once', () => {
    expect(trioOf('bo-gemma-3-4b-12b')).toMatchObject({
      gated: true,
      accessPages: [
        'https://hub.example.org/google/gemma-3-12b-it',
        'https://hub.example.org/google/gemma-3-4b-pt',
      ],
    });
  });

  it('marks what is installed, by precision and language', () => {
    const installed: InstalledTrio = {
      ...demo,
      name: 'qwen2.5-1.5b-7b-int8',
      manifest: {
        ...demo.manifest,
        sources: { ...demo.manifest.sources, smallCpt: { bo: 'small-cpt-bo' } },
      },
    };
    const listing = { ...facts.listing, trios: [installed] };
    const marks = (id: string) => trioOf(id, { listing }).precisions.map((view) => view.installed);
    expect(marks('bo-qwen2.5-1.5b-7b')).toEqual([false, true, false]);
    expect(marks('ug-qwen2.5-1.5b-7b')).toEqual([false, false, false]);
    expect(marks('bo-qwen2.5-1.5b-14b')).toEqual([false, false, false]);
  });

  it('says where each precision would run', () => {
    const id = 'bo-qwen2.5-1.5b-7b';
    expect(fitsOf(id, machine(32, 24))).toMatchObject({ int4: 'gpu', int8: 'gpu' });
    expect(fitsOf(id, machine(32, null))).toMatchObject({ int4: 'cpu', int8: 'cpu' });
    expect(fitsOf(id, machine(16, 6))).toMatchObject({ int4: 'gpu-and-cpu' });
    expect(fitsOf(id, machine(6, null))['int4']).toBe('reduced');
    expect(fitsOf('bo-gemma-3-4b-27b', machine(1, null))).toEqual({
      int4: 'too-large',
      int8: 'too-large',
      fp16: 'too-large',
    });
  });

  it('recommends int4 unless more fits comfortably on the graphics processor', () => {
    const recommended = (here: Machine) => trioOf('bo-qwen2.5-1.5b-3b', { machine: here }).recommended;
    expect(recommended(machine(64, null))).toBe('int4');
    expect(recommended(machine(64, 8))).toBe('int4');
    expect(recommended(machine(64, 24, 'cpu'))).toBe('int4');
    expect(recommended(machine(64, 24))).toBe('int8');
    expect(recommended(machine(64, 80))).toBe('fp16');
  });
});
