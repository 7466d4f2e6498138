import { assertNever } from '../assertNever.ts';
import type { Localiser } from '../localiser.ts';
import type { SettingKey } from './proposals.ts';

/** Why a setting is proposed. */
export function reasonFor(l10n: Localiser, key: SettingKey): string {
  switch (key) {
    case 'editor.fontFamily':
      return l10n.t('Fonts that have the script');
    case 'editor.inlineSuggest.fontFamily':
      return l10n.t('The same fonts for grey text');
    case 'editor.lineHeight':
      return l10n.t('Room for stacked letters');
    case 'editor.unicodeHighlight.allowedLocales':
      return l10n.t('No boxes around Cyrillic letters');
    case 'editor.unicodeHighlight.allowedCharacters':
      return l10n.t('No boxes around letters and signs of the language');
    case 'editor.wordSeparators':
      return l10n.t('Words end at the signs of the script');
    default:
      return assertNever(key);
  }
}

/** A value as it would stand in the settings file; what shows nothing is written as its code. */
export function valueText(l10n: Localiser, value: unknown): string {
  if (value === undefined) return l10n.t('not set');
  return JSON.stringify(value).replace(
    /[\u180B-\u180F\u202F]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
