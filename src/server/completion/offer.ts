import { repeatsFollowing, trimOverlap } from '../../engine/text/joint.ts';

/**
 * What of a generated text is worth showing: nothing when it is blank or only says what already follows.
 *
 * @param suffix the text after the cursor
 */
export function worthOffering(text: string, suffix: string): string | null {
  if (repeatsFollowing(text, suffix)) return null;
  const joined = trimOverlap(text, suffix);
  return joined.trim() === '' ? null : joined;
}
