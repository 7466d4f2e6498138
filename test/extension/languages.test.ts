import { describe, expect, it } from 'vitest';
import {
  language,
  languageTags as engineTags,
  pivotTags as enginePivots,
} from '../../src/engine/text/languages.ts';
import {
  directionOf,
  isPublished,
  languageTags,
  nameOf,
  ownNameOf,
  pivotTags,
} from '../../src/extension/languages.ts';
import { readCatalogue } from '../../src/models/index.ts';
import { english } from './localiser.ts';

describe('what the extension knows of languages', () => {
  it('is what the engine knows of them', () => {
    expect(languageTags).toEqual(engineTags);
    expect(pivotTags).toEqual(enginePivots);
    for (const tag of [...engineTags, ...enginePivots]) {
      const { direction, displayName, ownName } = language(tag);
      expect([directionOf(tag), nameOf(english, tag), ownNameOf(tag)]).toEqual([
        direction,
        displayName,
        ownName,
      ]);
    }
  });

  it('is what the catalogue has models for', async () => {
    const { trios } = await readCatalogue('models');
    for (const tag of languageTags)
      expect(
        trios.some(({ language: written }) => written === tag),
        tag,
      ).toBe(isPublished(tag));
  });
});
