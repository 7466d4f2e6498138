import { isDraft } from '../../src/protocol/interfaceLanguages.ts';
import { english } from '../translations/en.ts';
import { strings } from '../strings.ts';
import { element } from './dom.ts';
import { shownLanguage } from './shownLanguage.ts';

/**
 * Says that the words of the page are a draft, in its language and in English for those who cannot read it, with a
 * link to the page for translators. Null on a page whose words are none.
 */
export function draftMark(): HTMLElement | null {
  if (!isDraft(shownLanguage())) return null;
  const link = (text: string) => element('a', { attributes: { href: 'command:trimix.helpTranslate' } }, text);
  return element(
    'p',
    { class: 'draft note' },
    element('span', {}, `${strings.draft.note} `, link(strings.draft.help)),
    element(
      'span',
      { attributes: { lang: 'en', dir: 'ltr' } },
      `${english.draft.note} `,
      link(english.draft.help),
    ),
  );
}
