import { TriMixError } from '../errors.ts';

/** Controls that no text has (tab, line feed, vertical tab, form feed and carriage return are text), and the sign that decoders put for bytes that are none. */
const unreadable = /[\x01-\x08\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFD]/g;

/** More than this share of unreadable units is no slip of a keyboard: a binary file, or text in another encoding. */
const unreadableShare = 0.02;

/** Some are forgiven in the shortest texts. */
const unreadableForgiven = 2;

/**
 * Refuses what cannot be worked on as text.
 *
 * @throws TriMixError `text-not-well-formed` for an unpaired surrogate, `text-binary` for a NUL or many controls.
 */
export function assertProcessable(text: string): void {
  if (!isWellFormed(text)) throw new TriMixError('text-not-well-formed');
  if (text.includes('\0')) throw new TriMixError('text-binary');
  const count = text.match(unreadable)?.length ?? 0;
  if (count > unreadableForgiven && count > text.length * unreadableShare)
    throw new TriMixError('text-binary');
}

/** True when every surrogate has its partner. */
export function isWellFormed(text: string): boolean {
  // With the u flag a surrogate matches only where it has no partner. (`String.isWellFormed` is not in the ES2023 types.)
  return !/\p{Surrogate}/u.test(text);
}
