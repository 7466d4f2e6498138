import { errorTemplate, errorWords, placesOf, type ErrorDetails } from '../engine/errorTexts.ts';
import { catalogueError, flatDetails, messageOf } from './errors.ts';
import type { Localiser } from './localiser.ts';

/** What is known of an error that the server tells of; nothing of it is trusted. */
export interface ToldError {
  readonly code: string;
  readonly details: unknown;
  /** In English. */
  readonly message: string;
}

/**
 * An error of the server's catalogue in the user's language. Where its code is not known here, or a value lacks that the
 * words have a place for, it is said in English, as the server says it.
 *
 * @param words the localiser, by another name than elsewhere: what it is given here is no literal of this file, and
 *   is collected from the catalogue's texts instead
 */
export function errorInWords(words: Localiser, { code, details, message }: ToldError): string {
  const values = flatDetails(details);
  const template = errorTemplate(code, values);
  if (template === null) return message;
  const own: ErrorDetails = Object.fromEntries(
    placesOf(template).map((place) => [place, valueInWords(words, place, values[place] ?? '')] as const),
  );
  return words.t(template, own);
}

/** Whatever a request was rejected with, in words for the user. */
export function explain(words: Localiser, error: unknown): string {
  const known = catalogueError(error);
  return known === null ? messageOf(error) : errorInWords(words, known);
}

function valueInWords(words: Localiser, place: string, value: string | number): string | number {
  const known: readonly string[] = Object.hasOwn(errorWords, place)
    ? errorWords[place as keyof typeof errorWords]
    : [];
  return typeof value === 'string' && known.includes(value) ? words.t(value) : value;
}
