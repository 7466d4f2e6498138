import { describe, expect, it } from 'vitest';
import { errorCodes, TriMixError } from '../../src/engine/errors.ts';
import { errorTemplate, errorWords, placesOf, textsOf } from '../../src/engine/errorTexts.ts';
import { language, languageTags, pivotTags } from '../../src/engine/text/languages.ts';

describe('the texts of errors', () => {
  it.each(errorCodes)('%s has each place filled by a detail of its name', (code) => {
    for (const text of textsOf(code)) {
      const details = Object.fromEntries(placesOf(text).map((place) => [place, `‹${place}›`]));
      expect(errorTemplate(code, details)).toBe(text);
      const { message } = new TriMixError(code, details);
      expect(message).toBe(text.replaceAll(/\{(\w+)\}/g, '‹$1›'));
      expect(message).not.toMatch(/[{}]/u);
    }
  });

  it('put no place of a value into a text: values are taken as they are', () => {
    const { message } = new TriMixError('model-file-missing', { file: '{reason} $1 $& {file}' });
    expect(message).toContain('The model file {reason} $1 $& {file} is missing.');
  });

  it('are the first that the details have all values for', () => {
    const busy = { name: 'x' };
    expect(new TriMixError('store-busy', busy).message).toContain('(just starting)');
    expect(new TriMixError('store-busy', { ...busy, process: 7, host: 'here' }).message).toContain(
      '(number 7 on here)',
    );
  });

  it('leave a place open where a value lacks, and have none for a code that is not known', () => {
    expect(new TriMixError('model-file-missing').message).toContain('The model file {file} is missing.');
    expect(errorTemplate('model-file-missing', {})).toBeNull();
    expect(errorTemplate('toString', {})).toBeNull();
  });

  it('send nobody to a command line that an editor has not', () => {
    for (const text of errorCodes.flatMap(textsOf))
      if (text.includes('«trimix ')) expect(text).toContain('in a terminal');
  });

  it('know every name of a language that can stand in them', () => {
    const names = [...languageTags, ...pivotTags].map(language);
    const known = new Set<string>(errorWords.language);
    for (const { promptName, displayName } of names) {
      expect(known).toContain(promptName);
      expect(known).toContain(displayName);
    }
  });
});
