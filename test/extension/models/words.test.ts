import { describe, expect, it } from 'vitest';
import { languageTags } from '../../../src/extension/languages.ts';
import {
  licenceNames,
  fitWords,
  progressWords,
  publishedWords,
  qualityWords,
  termNotes,
} from '../../../src/extension/models/words.ts';
import type { Fit } from '../../../src/protocol/models.ts';
import { english } from '../localiser.ts';
import { catalogueTrio, overview } from './overview.ts';

const { memory } = overview();
const gigabyte = 2 ** 30;

describe('where a trio would run', () => {
  it.each<[Fit, RegExp]>([
    [{ kind: 'gpu' }, /fits your graphics processor with 8 GB/],
    [{ kind: 'gpu-and-cpu' }, /graphics processor and the processor/],
    [{ kind: 'cpu' }, /on the processor, slowly/],
    [{ kind: 'reduced', models: 2 }, /two of its three/],
    [{ kind: 'reduced', models: 1 }, /one of its three/],
    [
      { kind: 'too-large', neededBytes: 24 * gigabyte, availableBytes: 16 * gigabyte },
      /needs 24 GB of memory; this machine has 16 GB/,
    ],
  ])('%j', (fit, words) => {
    expect(fitWords(english, fit, memory)).toMatch(words);
  });

  it('names no graphics processor where none is known', () => {
    expect(fitWords(english, { kind: 'gpu' }, { ...memory, gpu: null })).not.toMatch(/null|NaN|your/);
  });
});

describe('the progress of an installation', () => {
  const progress = {
    stage: 'downloading',
    repository: 'owner/model',
    step: 2,
    steps: 3,
    done: 1.5e9,
    total: 6e9,
    bytesPerSecond: 25e6,
    secondsLeft: 180,
  } as const;

  it('tells stage, step, amount, speed and time', () => {
    expect(progressWords(english, progress)).toBe(
      'Downloading · 2 of 3: owner/model · 1.5 GB of 6 GB · 25 MB/s · 3 min left',
    );
  });

  it('leaves out what is not known', () => {
    expect(
      progressWords(english, {
        ...progress,
        stage: 'converting',
        steps: 1,
        total: 0,
        bytesPerSecond: null,
        secondsLeft: null,
      }),
    ).toBe('Converting · owner/model');
  });

  it('tells which model is measured, without amounts', () => {
    const measuring = {
      ...progress,
      stage: 'measuring',
      total: 0,
      bytesPerSecond: null,
      secondsLeft: null,
    } as const;
    expect(progressWords(english, measuring)).toBe('Measuring speed · 2 of 3: owner/model');
  });
});

describe('what is said of a trio', () => {
  it('tells the script that published models write', () => {
    expect(publishedWords(english, 'kk-Cyrl')).toMatch(/no models are published.*Arabic script/);
    expect(publishedWords(english, 'mn-Cyrl')).toMatch(/no models are published.*traditional script/);
    const words = languageTags.map((tag) => publishedWords(english, tag));
    expect(words.every((text) => text !== '')).toBe(true);
  });

  it('gives the published figures of the fusion, else of the small model, else none', () => {
    const alone = { rule: 'single:small-cpt', toEnglish: 0.071, fromEnglish: 0.163 };
    const fused = { rule: 'trimix', toEnglish: 0.068, fromEnglish: 0.157 };
    expect(qualityWords(english, { quality: [alone, fused] })).toBe(
      'chrF++ from English 15.7, into English 6.8',
    );
    expect(qualityWords(english, { quality: [alone] })).toMatch(/small model alone.*16\.3.*7\.1/);
    expect(qualityWords(english, { quality: [] })).toBeNull();
  });

  it('warns of licences and gates', () => {
    const trio = catalogueTrio({
      licences: [
        { name: 'One', url: 'https://a.example.org', commercialUse: true },
        { name: 'Two', url: 'https://b.example.org', commercialUse: false },
        { name: 'One', url: 'https://a.example.org', commercialUse: true },
      ],
      gated: true,
      onlyIfOnHub: true,
    });
    expect(termNotes(english, trio)).toEqual([
      'not for commercial use',
      'needs an access token',
      'not certain to be published',
    ]);
    expect(licenceNames(trio)).toBe('One + Two');
    expect(termNotes(english, { ...trio, licences: [], gated: false, onlyIfOnHub: false })).toEqual([]);
  });
});
