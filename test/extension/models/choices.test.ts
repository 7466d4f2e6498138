import { describe, expect, it } from 'vitest';
import {
  languageChoices,
  precisionChoices,
  trioChoices,
  trioOnDiskChoices,
  unfinishedChoices,
} from '../../../src/extension/models/choices.ts';
import { english } from '../localiser.ts';
import { catalogueTrio, demo, overview } from './overview.ts';

describe('the languages to choose from', () => {
  it('are all six, with their own names; those with published models first', () => {
    const choices = languageChoices(english, overview({ catalogue: [catalogueTrio({ language: 'ug' })] }));
    expect(choices).toHaveLength(6);
    expect(choices[0]).toMatchObject({ value: 'ug', label: 'Uyghur', description: 'ئۇيغۇرچە' });
    expect(choices.find(({ value }) => value === 'kk-Cyrl')?.detail).toMatch(
      /no models are published.*now written by TriMix demo/,
    );
  });
});

describe('the trios to choose from', () => {
  it('are those of the language, what runs well here first, each with its facts', () => {
    const large = catalogueTrio({
      id: 'bo-large',
      title: 'Large',
      gated: true,
      onlyIfOnHub: true,
      precisions: [
        {
          precision: 'int4',
          diskBytes: 1,
          memoryBytes: 1,
          fit: { kind: 'too-large', neededBytes: 24 * 2 ** 30, availableBytes: 16 * 2 ** 30 },
          installed: true,
        },
      ],
    });
    const catalogue = [large, catalogueTrio(), catalogueTrio({ id: 'ug-x', language: 'ug' })];
    const choices = trioChoices(english, overview({ catalogue }), 'bo');
    expect(choices.map(({ value }) => value.id)).toEqual(['bo-qwen2.5-1.5b-7b', 'bo-large']);
    expect(choices[0]).toMatchObject({
      description: '21.4 GB to download',
      detail: 'int4: fits your graphics processor with 8 GB · Apache License 2.0',
    });
    expect(choices[1]?.description).toMatch(/^installed · needs an access token · not certain/);
    expect(choices[1]?.detail).toMatch(/needs 24 GB of memory; this machine has 16 GB/);
  });

  it('have their precisions, the recommended one first', () => {
    const choices = precisionChoices(english, overview(), catalogueTrio({ recommended: 'int8' }));
    expect(choices.map(({ value }) => value)).toEqual(['int8', 'int4']);
    expect(choices[0]).toMatchObject({
      description: 'recommended',
      detail: expect.stringContaining('11 GB') as string,
    });
  });
});

describe('what is on disk', () => {
  it('is listed with size and languages', () => {
    expect(trioOnDiskChoices(english, [demo])[0]).toMatchObject({
      label: 'TriMix demo',
      description: 'demo',
      detail: expect.stringMatching(/^30 MB · Tibetan, /) as string,
    });
  });

  it('lists what is unfinished by the title in the catalogue, where it has one', () => {
    const unfinished = [
      { trio: 'bo-qwen2.5-1.5b-7b', precision: 'int4', bytes: 5e9 },
      { trio: 'bo-gone', precision: 'int8', bytes: 0 },
    ] as const;
    const choices = unfinishedChoices(english, overview({ unfinished }));
    expect(choices.map(({ label }) => label)).toEqual(['Qwen2.5 1.5B + 7B', 'bo-gone']);
    expect(choices[0]?.detail).toContain('5 GB');
  });
});
