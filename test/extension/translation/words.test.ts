import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bundleFile, bundleLocaliser, parseBundle } from '../../../src/extension/l10n/bundle.ts';
import { shownSentence, warningWords } from '../../../src/extension/translation/words.ts';
import type { TranslationWarning } from '../../../src/protocol/messages.ts';
import { english } from '../localiser.ts';

const russian = bundleLocaliser('ru', parseBundle(readFileSync(`l10n/${bundleFile('ru')}`, 'utf8')));

it.each<[TranslationWarning, string, string]>([
  [{ kind: 'repetition' }, 'began to repeat itself', 'начал повторяться'],
  [
    { kind: 'script', language: 'kk-Arab' },
    'script of Kazakh (Arabic script)',
    'Казахский (арабское письмо)',
  ],
  [{ kind: 'context-full' }, 'too long for the models', 'слишком длинный'],
  [{ kind: 'max-tokens', limit: 77 }, 'limit of 77 tokens', '(77)'],
  [{ kind: 'time-limit' }, 'ran out of time', 'не хватило'],
  [{ kind: 'nothing-written' }, 'Nothing was written', 'Ничего не написано'],
  [{ kind: 'too-long' }, 'left as it is', 'осталось как есть'],
])('a warning is said in the language of the interface: %o', (warning, inEnglish, inRussian) => {
  expect(warningWords(english, warning)).toContain(inEnglish);
  const said = warningWords(russian, warning);
  expect(said).toContain(inRussian);
  expect(said).not.toMatch(/[a-z]/u);
});

it('a sentence without a warning has none to show', () => {
  expect(shownSentence(english, { text: 'x', warning: null })).toEqual({ text: 'x', warning: null });
});
