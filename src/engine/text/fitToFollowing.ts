/**
 * Spaces and signs where a completion meets the text after the cursor. Only the end of the completion changes: what stands
 * in the document is its writer's.
 *
 * - One space between words, and none before a sign that stands at the word before it (W3C, Arabic & Persian Layout
 *   Requirements; Cyrillic is written alike). A Tibetan shad may have one (after ཀ and ག), and Mongolian signs too.
 * - One sign where one is meant: «сөз.» before «, деді» loses its full stop, a Tibetan tsheg gives way to a shad
 *   (but behind ང both stand: W3C, Tibetan Layout Requirements). Abbreviations keep their point; «?!» is one sign.
 * - Words that would run together get a space, Tibetan syllables a tsheg. Chinese has neither.
 */
export function fitToFollowing(completion: string, following: string): string {
  if (completion.trim() === '' || following === '') return completion;
  const spaced = /^\s/u.test(following) || beginsWithSign.test(following);
  const trimmed = spaced ? completion.replace(spacesAtEnd, '') : completion;
  const single = withoutDoubledSign(trimmed, following);
  return single + missingBetween(single, following);
}

const spacesAtEnd = /[ \t\u00A0]+$/u;

/** Signs that no space stands before; a full stop before a letter or digit begins something («.NET»). */
const beginsWithSign = /^(?:[،؛؟,;!?»”)\]}…་༌]|\.(?![\p{L}\p{N}]))/u;

/** Signs of which one is enough, at the end of a completion. */
const signAtEnd = /[.,،؛;:᠂᠃᠄]$/u;
const questionAtEnd = /[!?؟]$/u;
const signAtStart = /^(?:[,،؛;:᠂᠃᠄]|\.(?!\.))/u;
const questionAtStart = /^[!?؟]/u;

/** A point that belongs to its word: «т.б.», «А.», «3.». */
const pointOfWord = /(?:\p{N}|(?:^|[^\p{L}\p{M}])\p{L}\p{M}*)\.$/u;

function withoutDoubledSign(completion: string, following: string): string {
  if (/^[།-༑༔]/u.test(following)) return completion.replace(/(?<!ང)[་༌]$/u, '');
  if (/^[་༌]/u.test(following)) return completion.replace(/[་༌།༎]+$/u, '');
  const meets = signAtStart.test(following) || questionAtStart.test(following);
  if (!meets || (pointOfWord.test(completion) && !following.startsWith('.'))) return completion;
  const isDoubled =
    (signAtEnd.test(completion) && !completion.endsWith('..')) ||
    (questionAtEnd.test(completion) && signAtStart.test(following));
  return isDoubled ? completion.slice(0, -1) : completion;
}

const tibetanAtEnd = /[\u0F40-\u0FBC]$/u;
const tibetanAtStart = /^[\u0F40-\u0F6C]/u;
const wordAtEnd = /[\p{L}\p{M}\p{N}]$/u;
const hanAtEnd = /\p{Script=Han}$/u;
const wordAtStart = /^(?!\p{Script=Han})[\p{L}\p{N}]/u;
const opensOrDashes = /^[«“„‹([{–—]/u;

/** Behind these a new word begins after a space. */
const closesWord = /(?:[،؛؟!?;:»”›)\]}…᠂᠃᠄།༎]|(?<!\p{N})[.,])$/u;

function missingBetween(completion: string, following: string): string {
  if (tibetanAtEnd.test(completion) && tibetanAtStart.test(following)) return '་';
  const ends = closesWord.test(completion);
  const goesOn = wordAtEnd.test(completion) && !hanAtEnd.test(completion);
  if (wordAtStart.test(following)) return ends || goesOn ? ' ' : '';
  const isSpacedScript = !/[\u0F00-\u0FFF]$/u.test(completion);
  return opensOrDashes.test(following) && isSpacedScript && (ends || goesOn) ? ' ' : '';
}
