import { countClusters, graphemeClusters } from '../text/graphemes.ts';
import type { Piece } from './piece.ts';

/**
 * Why a stretch does not come back: capitals that the other script has not; another way to encode the same letters (a
 * hamza as U+0621, é for ë, a letter in two code points, those of old fonts); a spelling that the other script does not
 * tell apart; or foreign text and signs that would be read as the language's.
 */
export type LossKind = 'case' | 'variant' | 'spelling' | 'foreign';

/** A stretch of the source that does not come back as it was. */
export interface ScriptLoss {
  readonly kind: LossKind;
  /** Grapheme clusters of the source, counted from 0, the end exclusive. */
  readonly clusters: { readonly start: number; readonly end: number };
  /** The same stretch in UTF-16 units. */
  readonly units: { readonly start: number; readonly end: number };
  /** The stretch itself; empty where something is added. */
  readonly source: string;
  /** What comes back instead. */
  readonly back: string;
}

/** What belongs to the cluster of the character before it (UAX #29, rule GB9 and 9a). */
const continuesCluster = /^[\p{Grapheme_Extend}\p{Mc}\p{Emoji_Modifier}\u200D]/u;

/**
 * Compares a text with what came back of it.
 *
 * @param there the pieces of the conversion
 * @param back the pieces of converting its result back
 * @param lookalikes letters of the source that mean others, with those
 */
export function findLosses(
  source: string,
  there: readonly Piece[],
  back: readonly Piece[],
  lookalikes: ReadonlyMap<string, string>,
): readonly ScriptLoss[] {
  const losses: Omit<ScriptLoss, 'clusters'>[] = [];
  const next = { there: 0, back: 0 };
  const end = { middle: 0, back: 0 };
  // Both conversions cut the text in the middle; a stretch ends where both cut.
  while (next.there < there.length || next.back < back.length) {
    const pieces: Piece[] = [];
    let returned = '';
    do {
      const following = there[next.there];
      if (following !== undefined && (end.middle <= end.back || next.back >= back.length)) {
        pieces.push(following);
        end.middle += following.text.length;
        next.there++;
      } else {
        const piece = back[next.back++]!;
        returned += piece.text;
        end.back = piece.end;
      }
    } while (end.middle !== end.back || continuesCluster.test(source.slice(pieces.at(-1)?.end ?? 0)));
    const first = pieces[0];
    if (first === undefined) continue;
    const original = source.slice(first.start, pieces.at(-1)!.end);
    if (original !== returned)
      losses.push(
        narrow(original, returned, first.start, (lost, instead) =>
          pieces.every((piece) => !piece.converted) ? 'foreign' : kindOfSpelling(lost, instead, lookalikes),
        ),
      );
  }
  return withClusters(source, losses);
}

/** Leaves out what is alike at both ends, by whole clusters. */
function narrow(
  source: string,
  back: string,
  start: number,
  kindOf: (lost: string, instead: string) => LossKind,
): Omit<ScriptLoss, 'clusters'> {
  const was = graphemeClusters(source);
  const is = graphemeClusters(back);
  let before = 0;
  while (before < was.length && before < is.length && was[before] === is[before]) before++;
  let after = 0;
  const most = Math.min(was.length, is.length) - before;
  while (after < most && was.at(-1 - after) === is.at(-1 - after)) after++;
  const lost = was.slice(before, was.length - after).join('');
  const instead = is.slice(before, is.length - after).join('');
  const from = start + was.slice(0, before).join('').length;
  return {
    kind: kindOf(lost, instead),
    units: { start: from, end: from + lost.length },
    source: lost,
    back: instead,
  };
}

function kindOfSpelling(source: string, back: string, lookalikes: ReadonlyMap<string, string>): LossKind {
  // Turkish rules, since Kazakh's Latin I is the capital of ı; they are the same for every other letter here.
  if (source.toLocaleLowerCase('tr') === back.toLocaleLowerCase('tr')) return 'case';
  const meant = Array.from(source.toLowerCase(), (letter) => lookalikes.get(letter) ?? letter).join('');
  return withoutVariants(meant) === withoutVariants(back) ? 'variant' : 'spelling';
}

/** The letters of {@link withoutVariants} that mean the same. */
const variants: Readonly<Record<string, string>> = {
  // Hamza before a Kazakh word.
  '\u0621': '\u0674',
  // é for ë in Uyghur.
  '\u0301': '\u0308',
  '’': "'",
};

/** NFKD takes the ligatures of hamza and vowel apart (U+0675–0678), with U+0674. */
function withoutVariants(text: string): string {
  return Array.from(text.toLowerCase().normalize('NFKD'), (letter) => variants[letter] ?? letter).join('');
}

function withClusters(
  source: string,
  losses: readonly Omit<ScriptLoss, 'clusters'>[],
): readonly ScriptLoss[] {
  let units = 0;
  let clusters = 0;
  return losses.map((loss) => {
    clusters += countClusters(source.slice(units, loss.units.start));
    units = loss.units.start;
    return { ...loss, clusters: { start: clusters, end: clusters + countClusters(loss.source) } };
  });
}
