import { scriptOfLetter } from '../text/letters.ts';
import type { LetterScript } from './wordAtJoint.ts';

/** More letters than this share, all foreign, and the first bytes of a character have already left the script. */
const mostlyLetters = 0.5;

const verdicts = new Map<string, boolean>();

/**
 * Whether the first bytes of an unfinished UTF-8 character can only become letters of other scripts than `script`.
 * Byte-level tokens often end inside a character; chosen, such bytes could not be taken back.
 *
 * @param start one to three bytes of a well-formed character that is not whole
 */
export function leadsOutOfScript(start: Uint8Array, script: LetterScript): boolean {
  const key = `${script}${start.join()}`;
  let verdict = verdicts.get(key);
  if (verdict === undefined) {
    verdict = computeVerdict(start, script);
    verdicts.set(key, verdict);
  }
  return verdict;
}

function computeVerdict(start: Uint8Array, script: LetterScript): boolean {
  const [lead = 0] = start;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  // Planes beyond the first hold emoji, historic scripts and rare Han: nothing that begins an answer.
  if (length === 4) return false;
  const bits = start.reduce(
    (code, byte, at) => (at === 0 ? byte & (0xff >> (length + 1)) : (code << 6) | (byte & 0x3f)),
    0,
  );
  const open = 6 * (length - start.length);
  const first = bits << open;
  let letters = 0;
  for (let code = first; code < first + (1 << open); code++) {
    const found = scriptOfLetter(String.fromCodePoint(code));
    if (found === script) return false;
    if (found !== 'Zyyy') letters++;
  }
  return letters > mostlyLetters * (1 << open);
}
