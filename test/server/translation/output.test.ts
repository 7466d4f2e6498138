import { describe, expect, it } from 'vitest';
import { checkTranslation, selectionLimit } from '../../../src/server/translation/translationInput.ts';
import { sentenceWarning } from '../../../src/server/translation/warning.ts';

describe('sentenceWarning', () => {
  it('says nothing when all is well', () => {
    expect(sentenceWarning(['natural-end', 'end-of-text'], 'bo', 200)).toBeNull();
    expect(sentenceWarning([], 'bo', 200)).toBeNull();
  });

  it('names the worst of several reasons', () => {
    expect(sentenceWarning(['natural-end', 'max-tokens', 'repetition'], 'bo', 200)).toEqual({
      kind: 'repetition',
    });
  });

  it.each([
    ['script', { language: 'kk-Arab' }],
    ['max-tokens', { limit: 77 }],
    ['context-full', {}],
    ['time-limit', {}],
  ] as const)('speaks of %s', (kind, more) => {
    expect(sentenceWarning([kind], 'kk-Arab', 77)).toEqual({ kind, ...more });
  });
});

describe('checkTranslation', () => {
  const kazakh = 'Қазақ тілі түркі тілдерінің қыпшақ тобына жатады.';

  it('detects the source where it is not named', () => {
    expect(checkTranslation({ text: kazakh, from: null, to: 'en', token: '' })).toBe('kk-Cyrl');
    expect(checkTranslation({ text: kazakh, from: 'mn-Cyrl', to: 'en', token: '' })).toBe('mn-Cyrl');
  });

  it.each([
    ['text-empty', ' \n', null, 'en'],
    ['selection-too-long', 'т'.repeat(selectionLimit + 1), null, 'en'],
    ['text-not-well-formed', `${kazakh}\uD83D`, null, 'en'],
    ['text-binary', `${kazakh}\0\0`, null, 'en'],
    ['language-unknown', '12345 + 67', null, 'en'],
    ['language-unknown', 'Все люди рождаются свободными и равными.', null, 'en'],
    ['language-unknown', 'All human beings are born free.', null, 'zh'],
    ['languages-equal', kazakh, null, 'kk-Cyrl'],
    ['languages-equal', kazakh, null, 'kk-Arab'],
  ] as const)('refuses with %s: %j', (code, text, from, to) => {
    expect(() => checkTranslation({ text, from, to, token: '' })).toThrow(expect.objectContaining({ code }));
  });
});
