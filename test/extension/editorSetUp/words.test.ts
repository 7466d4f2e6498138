import { expect, it } from 'vitest';
import { reasonFor, valueText } from '../../../src/extension/editorSetUp/words.ts';
import { settingKeys } from '../../../src/extension/editorSetUp/proposals.ts';
import { english } from '../localiser.ts';

it('shows what cannot be seen by its code', () => {
  expect(valueText(english, { '\u180E': true, '\u202F': true, '᠃': true })).toBe(
    '{"\\u180E":true,"\\u202F":true,"᠃":true}',
  );
  expect(valueText(english, undefined)).toBe('not set');
  expect(valueText(english, 2)).toBe('2');
});

it('has a reason of its own for each setting', () => {
  expect(new Set(settingKeys.map((key) => reasonFor(english, key))).size).toBe(settingKeys.length);
});
