import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  idOf,
  isBare,
  modelsTree,
  type ModelsNode,
} from '../../../src/extension/modelsView/nodes.ts';
import { readTarget } from '../../../src/extension/models/target.ts';
import type { TrioStatus } from '../../../src/protocol/status.ts';
import { demo, overview as overviewOf } from '../models/overview.ts';
import { installed, partlyLoaded } from './installed.ts';

const full = overviewOf({
  trios: [demo, installed],
  inUse: { ...overviewOf().inUse, bo: installed.name },
  unfinished: [{ trio: 'bo-qwen2.5-1.5b-7b', precision: 'int8', bytes: 1_000_000 }],
  broken: [
    {
      directory: '/store/trios/gone',
      code: 'model-file-missing',
      details: { file: 'trio.json' },
      message: 'trio.json is missing.',
    },
  ],
});
const tree = (overview = full, language: 'bo' | 'kk-Cyrl' | null = 'bo', loaded: TrioStatus | null = null) =>
  modelsTree({ overview, loaded, language });
const groups = (roots: ReturnType<typeof tree>) => roots.map(({ group }) => group);
const all = (nodes: readonly ModelsNode[]): readonly ModelsNode[] =>
  nodes.flatMap((node) => [node, ...all(childrenOf(node))]);

describe('the tree of models', () => {
  it('has what is there, what needs attention and what could be there', () => {
    expect(groups(tree())).toEqual(['installed', 'unfinished', 'broken', 'available']);
  });

  it('leaves out groups without lines', () => {
    expect(groups(tree(overviewOf()))).toEqual(['installed', 'available']);
  });

  it('says which trio writes which language now', () => {
    const trios = tree()[0]?.children.map((node) => (node.kind === 'trio' ? node.writes : []));
    expect(trios).toEqual([['ug', 'kk-Arab', 'kk-Cyrl', 'mn-Mong', 'mn-Cyrl'], ['bo']]);
  });

  it('says of the models of the trio in memory where each runs, and of no others', () => {
    const models = all(tree(full, 'bo', partlyLoaded)).filter((node) => node.kind === 'model');
    expect(models.map(({ state }) => state.kind)).toEqual(['loaded', 'missing']);
    // The demo has folders of the same names.
    const other = all(tree(full, 'bo', { ...partlyLoaded, name: 'demo' })).filter(
      (node) => node.kind === 'model',
    );
    expect(other.map(({ state }) => state.kind)).toEqual(['on-disk', 'on-disk']);
  });

  it('shows what is published for the chosen language alone', () => {
    const available = (language: 'bo' | 'kk-Cyrl' | null) =>
      tree(full, language)
        .find(({ group }) => group === 'available')
        ?.children.map(({ kind }) => kind);
    expect(available('bo')).toEqual(['available']);
    expect(available('kk-Cyrl')).toEqual(['none-published']);
    expect(available(null)).toEqual(['no-language']);
  });

  it('gives every line an id of its own that stays', () => {
    const ids = all(tree()).map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all(tree(overviewOf({ ...full, freeDiskBytes: 1 }))).map(idOf)).toEqual(ids);
  });

  it('tells commands what a line stands for', () => {
    const target = (kind: ModelsNode['kind']) =>
      readTarget(all(tree()).findLast((node) => node.kind === kind));
    expect(target('trio')).toMatchObject({ name: installed.name, directory: installed.directory });
    expect(target('unfinished')).toMatchObject({ trio: 'bo-qwen2.5-1.5b-7b', precision: 'int8' });
    expect(target('available')).toMatchObject({ trio: 'bo-qwen2.5-1.5b-7b', precision: null });
    expect(target('broken')).toMatchObject({
      name: 'gone',
      directory: '/store/trios/gone',
    });
  });

  it('is bare only while nothing of the user’s own is there', () => {
    expect(isBare(overviewOf())).toBe(true);
    expect(isBare(overviewOf({ trios: [demo, installed] }))).toBe(false);
    expect(isBare(overviewOf({ unfinished: full.unfinished }))).toBe(false);
    expect(isBare(overviewOf({ broken: full.broken }))).toBe(false);
  });
});
