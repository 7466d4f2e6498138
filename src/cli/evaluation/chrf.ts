/**
 * chrF++ (Popović, 2017: chrF with word bigrams) of a corpus, computed as sacrebleu 2 does with its defaults and
 * `word_order=2`: character orders 1 to 6 without white space, word orders 1 and 2 with punctuation split off,
 * precision and recall averaged over the orders that occur, β = 2, counts summed over the corpus.
 */

const characterOrder = 6;
const wordOrder = 2;
const beta = 2;

/** Python's string.punctuation. */
const punctuation = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/** Counts of one order. */
interface Counts {
  hypothesis: number;
  reference: number;
  match: number;
}

/**
 * @param pairs hypothesis and reference of each sentence
 * @returns 0 to 100
 */
export function chrfPlusPlus(
  pairs: readonly { readonly hypothesis: string; readonly reference: string }[],
): number {
  const totals = Array.from({ length: characterOrder + wordOrder }, () => ({
    hypothesis: 0,
    reference: 0,
    match: 0,
  }));
  for (const { hypothesis, reference } of pairs) {
    const hypothesisGrams = grams(hypothesis);
    const referenceGrams = grams(reference);
    totals.forEach((total, order) => add(total, hypothesisGrams[order]!, referenceGrams[order]!));
  }
  return score(totals);
}

function add(
  total: Counts,
  hypothesis: ReadonlyMap<string, number>,
  reference: ReadonlyMap<string, number>,
): void {
  // As sacrebleu: an order that the reference is too short for is not held against the hypothesis.
  if (reference.size > 0) total.hypothesis += sum(hypothesis);
  total.reference += sum(reference);
  for (const [gram, count] of hypothesis) total.match += Math.min(count, reference.get(gram) ?? 0);
}

function score(totals: readonly Counts[]): number {
  const effective = totals.filter(({ hypothesis, reference }) => hypothesis > 0 && reference > 0);
  if (effective.length === 0) return 0;
  let precision = 0;
  let recall = 0;
  for (const { hypothesis, reference, match } of effective) {
    precision += match / hypothesis / effective.length;
    recall += match / reference / effective.length;
  }
  if (precision + recall === 0) return 0;
  return (100 * (1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

/** N-grams of every order: six of characters (code points), then two of words. */
function grams(sentence: string): ReadonlyMap<string, number>[] {
  const characters = Array.from(sentence.replace(whiteSpace, ''));
  const words = sentence
    .split(whiteSpace)
    .filter((word) => word !== '')
    .flatMap(splitPunctuation);
  return [
    ...Array.from({ length: characterOrder }, (_, index) => count(characters, index + 1, '')),
    ...Array.from({ length: wordOrder }, (_, index) => count(words, index + 1, ' ')),
  ];
}

/** What Python's str.split() takes for white space; U+FEFF, which JavaScript adds, is none. */
const whiteSpace = /[\t-\r\u001C- \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/gu;

/** One sign of punctuation at an end of a word becomes a word; the end goes before the start. */
function splitPunctuation(word: string): string[] {
  const characters = Array.from(word);
  if (characters.length === 1) return [word];
  const first = characters[0] ?? '';
  const last = characters.at(-1) ?? '';
  if (punctuation.has(last)) return [characters.slice(0, -1).join(''), last];
  if (punctuation.has(first)) return [first, characters.slice(1).join('')];
  return [word];
}

function count(items: readonly string[], order: number, separator: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= items.length; start++) {
    const gram = items.slice(start, start + order).join(separator);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const value of counts.values()) total += value;
  return total;
}
