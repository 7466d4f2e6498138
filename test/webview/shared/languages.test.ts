import { describe, expect, it } from 'vitest';
import { language, languageTags, pivotTags } from '../../../src/engine/text/languages.ts';
import {
  isKnownTag,
  languageFacts,
  textAttributes,
  textAttributesOf,
} from '../../../webview/shared/languages.ts';

describe('languages of the views', () => {
  it.each([...languageTags, ...pivotTags])('run as the engine says: %s', (tag) => {
    expect(languageFacts(tag).direction).toBe(language(tag).direction);
  });

  it('set each text in its own direction', () => {
    expect(textAttributes('ug')).toMatchObject({ lang: 'ug', dir: 'rtl', 'data-flow': 'horizontal' });
    expect(textAttributes('kk-Arab')).toMatchObject({ dir: 'rtl' });
    expect(textAttributes('mn-Mong')).toMatchObject({ lang: 'mn-Mong', dir: 'ltr', 'data-flow': 'vertical' });
    expect(textAttributes('bo')).toMatchObject({ dir: 'ltr', 'data-script': 'tibetan' });
  });

  it('do with a direction where the language has only a name', () => {
    expect(textAttributesOf('right-to-left', 'Uyghur')).toMatchObject({
      dir: 'rtl',
      'data-script': 'arabic',
    });
    expect(textAttributesOf('vertical', 'Mongolian')).toMatchObject({ 'data-flow': 'vertical' });
    expect(textAttributesOf('left-to-right', 'bo')).toMatchObject({ lang: 'bo', 'data-script': 'tibetan' });
    expect(isKnownTag('toString')).toBe(false);
  });
});
