import { utf8Text, type Utf8Piece } from './utf8.ts';

/**
 * A stretch of text that is laid out as one: usually one token; more when tokens split a character's bytes or a
 * grapheme cluster (a Tibetan stack, a letter with its marks), which no reader can see in halves.
 */
export interface Unit {
  /** Index of the first token. */
  readonly first: number;
  /** Number of tokens, 1 or more. */
  readonly count: number;
  /** The whole text; bytes that never became a character stay as `<0xE0>`. */
  readonly text: string;
}

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Divides the texts of consecutive tokens into units, so that no unit's border lies within a grapheme cluster.
 * Every token is in exactly one unit; the order is kept.
 */
export function divideIntoUnits(texts: readonly string[]): readonly Unit[] {
  const pieces = utf8Text(texts);
  const joined = joinedBoundaries(pieces, texts.length);
  const textOfToken = new Map<number, string>();
  for (const { first, text } of pieces) textOfToken.set(first, (textOfToken.get(first) ?? '') + text);

  const units: { first: number; count: number; text: string }[] = [];
  for (let token = 0; token < texts.length; token += 1) {
    const text = textOfToken.get(token) ?? '';
    const last = units.at(-1);
    if (last !== undefined && joined.has(token - 1)) {
      last.count += 1;
      last.text += text;
    } else {
      units.push({ first: token, count: 1, text });
    }
  }
  return units;
}

/** Tokens `t` whose border with `t + 1` lies inside a character or a grapheme cluster. */
function joinedBoundaries(pieces: readonly Utf8Piece[], tokens: number): ReadonlySet<number> {
  const joined = new Set<number>();
  const join = (from: number, to: number): void => {
    for (let token = from; token < Math.min(to, tokens - 1); token += 1) joined.add(token);
  };
  let whole = '';
  /** For each UTF-16 unit of `whole`: the first and last token it came from. */
  const owners: Utf8Piece[] = [];
  for (const piece of pieces) {
    join(piece.first, piece.last);
    whole += piece.text;
    owners.push(...Array<Utf8Piece>(piece.text.length).fill(piece));
  }
  for (const { index, segment } of clusters.segment(whole)) {
    const start = owners[index];
    const end = owners[index + segment.length - 1];
    if (start !== undefined && end !== undefined) join(start.first, end.last);
  }
  return joined;
}
