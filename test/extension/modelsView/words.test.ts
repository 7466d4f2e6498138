import { describe, expect, it } from 'vitest';
import { modelsTree, type ModelsNode } from '../../../src/extension/modelsView/nodes.ts';
import { tooltipOf } from '../../../src/extension/modelsView/tooltip.ts';
import { spokenWords, wordsOf } from '../../../src/extension/modelsView/words.ts';
import type { ModelsOverview } from '../../../src/protocol/models.ts';
import type { LanguageTag } from '../../../src/protocol/engineTypes.ts';
import { english } from '../localiser.ts';
import { catalogueTrio, demo, overview as overviewOf } from '../models/overview.ts';
import { installed, partlyLoaded } from './installed.ts';

const published = catalogueTrio({ quality: [{ rule: 'trimix', toEnglish: 0.068, fromEnglish: 0.157 }] });

function lines(overview: ModelsOverview, language: LanguageTag | null = 'bo'): readonly ModelsNode[] {
  return modelsTree({ overview, loaded: null, language }).flatMap<ModelsNode>((group) => group.children);
}
const available = (more: Partial<typeof published>) =>
  lines(overviewOf({ catalogue: [{ ...published, ...more }] })).find(({ kind }) => kind === 'available')!;
const described = (node: ModelsNode) => wordsOf(english, node).description;

describe('a line of the models view', () => {
  it('says what a trio writes, its precision and its size', () => {
    const inUse = { ...overviewOf().inUse, bo: installed.name };
    const [first, second] = lines(overviewOf({ trios: [demo, installed], inUse }));
    expect(described(second!)).toBe('writes Tibetan · int4 · 7.4 GB');
    const titled = { ...installed, title: `${installed.title}, int4` };
    expect(described(lines(overviewOf({ trios: [titled] }))[0]!)).toBe('not in use · 7.4 GB');
    expect(described(first!)).toMatch(/^writes Uyghur, Kazakh \(Arabic script\)/);
    expect(described(lines(overviewOf())[0]!)).toMatch(/^writes all its languages/);
    expect(described(lines(overviewOf({ trios: [demo, installed] }))[1]!)).toMatch(/^not in use/);
  });

  it('says what an installation costs and whether it fits', () => {
    expect(described(available({}))).toBe('21.4 GB · GPU');
    expect(described(available({ gated: true }))).toMatch(/token$/);
    expect(spokenWords(english, available({ gated: true }))).toMatch(/needs an access token/);
    const research = { name: 'Research License', url: 'https://example.org', commercialUse: false };
    expect(spokenWords(english, available({ licences: [research] }))).toMatch(/not for commercial use/);
    const precisions = published.precisions.map((view) => ({ ...view, installed: true }));
    expect(described(available({ precisions }))).toMatch(/^installed: int4, int8/);
  });

  it('says of a model where it runs and what it takes, or why it does not', () => {
    const [group] = modelsTree({
      overview: overviewOf({ trios: [installed] }),
      loaded: partlyLoaded,
      language: 'bo',
    });
    const [trio] = group?.children ?? [];
    const models = trio?.kind === 'trio' ? trio.children : [];
    expect(models.map(described)).toEqual([
      'int4 · 4.9 GB · on the graphics processor (webgpu), 5 GB of its memory',
      'int4 · 1.25 GB · left out: it needs 2 GB of memory, 1 GB were free',
    ]);
    // What differs is not said by the shape of an icon alone.
    expect(models.map((model) => wordsOf(english, model).icon)).toEqual(['circle-filled', 'circle-slash']);
  });

  it('is spoken as one sentence', () => {
    expect(spokenWords(english, available({}))).toBe(
      'Qwen2.5 1.5B + 7B, 21.4 GB to download, fits your graphics processor with 8 GB',
    );
  });

  it('has nothing published for a Cyrillic script, and says so', () => {
    const line = lines(overviewOf(), 'kk-Cyrl').find(({ kind }) => kind === 'none-published')!;
    expect(wordsOf(english, line).label).toMatch(/None are published/);
    expect(tooltipOf(english, line)).toMatch(/Arabic script/);
  });
});

describe('its tooltip', () => {
  it('has the facts of a published trio', () => {
    const tooltip = tooltipOf(english, available({}));
    for (const fact of ['Tibetan', '21&#46;4 GB', 'int4 &#40;recommended&#41;', 'TriMix', '0&#46;157'])
      expect(tooltip).toContain(fact);
    expect(tooltip).toContain('](https://licence.example.org/apache)');
  });

  it('says of a model where it comes from and under which licence', () => {
    const trio = lines(overviewOf({ trios: [installed] }))[0]!;
    const [large, small] = trio.kind === 'trio' ? trio.children : [];
    expect(tooltipOf(english, large!)).toContain('Qwen/Qwen2&#46;5&#45;7B&#45;Instruct');
    expect(tooltipOf(english, large!)).toContain('Apache License');
    expect(tooltipOf(english, small!)).toContain('nobody says');
  });

  it('lets no name become a link, an icon or formatting', () => {
    const hostile = '[x](command:workbench.action.quit) <b> **y** $(error) | `z` https://evil.example';
    const trio = { ...installed, title: hostile, directory: hostile };
    const nodes = [
      ...lines(
        overviewOf({
          trios: [{ ...trio, models: trio.models.map((model) => ({ ...model, source: hostile })) }],
          broken: [
            { directory: hostile, code: 'model-file-missing', details: { file: hostile }, message: hostile },
          ],
          catalogue: [
            { ...published, title: hostile, licences: [{ ...published.licences[0]!, name: hostile }] },
          ],
        }),
      ),
    ];
    for (const node of [...nodes, ...nodes.flatMap((one) => (one.kind === 'trio' ? one.children : []))]) {
      const tooltip = tooltipOf(english, node);
      for (const danger of ['](command', '<b>', '**y', '$(error)', '`z`', 'https://evil'])
        expect(tooltip).not.toContain(danger);
    }
  });
});
