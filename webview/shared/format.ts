import type { PluralForms } from '../translations/en.ts';
import { pageDirection } from '../../src/protocol/interfaceLanguages.ts';
import { strings } from '../strings.ts';
import { shownLanguage } from './shownLanguage.ts';

/** Language of the numbers, in every language of the words: they are read beside the names of models and rules. */
const locale = 'en';

const fine = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});
const whole = new Intl.NumberFormat(locale);
const coarsePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const plural = new Intl.PluralRules(shownLanguage());
const isRightToLeft = pageDirection(shownLanguage()) === 'rtl';

/** A quantity such as an entropy or a logit: two decimals. */
export function decimal(value: number): string {
  return inOnePiece(withMinus(fine.format(value)));
}

/** A weight of a pair: as many decimals as it has, two at most. */
export function shortDecimal(value: number): string {
  return inOnePiece(withMinus(short.format(value)));
}

/** A difference: two decimals and always its sign, a true minus included. */
export function signedDecimal(value: number): string {
  return inOnePiece(withMinus(signed.format(value)));
}

/** A count or a rank. */
export function integer(value: number): string {
  return whole.format(value);
}

/**
 * A probability from its natural logarithm. Never rounds to a certainty or an impossibility that the model did not
 * state: `<0.1%` and `>99.9%` instead.
 */
export function probability(logprob: number): string {
  const value = Math.exp(logprob);
  if (value === 0) return '0%';
  if (value < 0.001) return inOnePiece('<0.1%');
  if (value >= 1) return '100%';
  if (value > 0.999) return inOnePiece('>99.9%');
  return finePercent.format(value);
}

/** A probability for the ear: whole percents. */
export function spokenProbability(logprob: number): string {
  const value = Math.exp(logprob);
  return value > 0 && value < 0.01 ? strings.underOnePercent : coarsePercent.format(value);
}

/** The form of a word that fits the count. */
export function pluralForm(forms: PluralForms, count: number): string {
  const category = plural.select(count);
  switch (category) {
    case 'one':
    case 'few':
    case 'many':
      return forms[category] ?? forms.other;
    case 'zero':
    case 'two':
    case 'other':
      return forms.other;
  }
}

/** Time of day to the second, in the reader's own locale. */
export function clockTime(millisecondsSinceEpoch: number): string {
  const time = new Date(millisecondsSinceEpoch).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return inOnePiece(time);
}

// The hyphen of most locales' formats is narrower than a digit; columns line up with the true minus.
function withMinus(text: string): string {
  return text.replace('-', '−');
}

/** Between words that run from right to left a sign would go to the wrong end of its number: it is kept in an isolate. */
function inOnePiece(text: string): string {
  return isRightToLeft ? `\u2066${text}\u2069` : text;
}
