import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../src/engine/text/detectLanguage.ts';
import { languageTags } from '../../../src/extension/languages.ts';
import { openings } from '../../../src/extension/walkthrough/openings.ts';

describe('the words to write on from', () => {
  it.each(languageTags)('are in their language and script: %s', (tag) => {
    expect(detectLanguage(openings[tag])).toMatchObject({ language: tag });
  });

  it.each(languageTags)('end where a word can follow: %s', (tag) => {
    expect(openings[tag]).toMatch(/[\u0F0B ]$/u);
  });
});
