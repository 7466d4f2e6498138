/**
 * Typing through a completion: while the writer types what was offered, the rest of the offer is still the answer,
 * and no model needs to run. The same holds after a part was accepted (a word, a line). Data in, data out.
 *
 * Offsets are UTF-16 units of the document, as the editor counts; text is only ever cut between grapheme clusters.
 */

/** A completion that was offered, and how much of it is in the document by now. */
export interface Offer {
  /** The document it was offered in. */
  readonly document: string;
  /** Where it began. */
  readonly offset: number;
  /** All of it, with the line ends of the document: see {@link withLineEnds}. */
  readonly text: string;
  /** UTF-16 units of `text` that stand in the document after `offset`. */
  readonly typed: number;
}

/** One replacement in a document: `length` units from `offset` on became `text`. */
export interface Change {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** What an offer has to say at a point of a document. */
export type Rest =
  /** The rest of the offer continues the text there. */
  | { readonly kind: 'rest'; readonly text: string; readonly source: 'type-through' }
  /** Half a grapheme cluster of the offer is typed: wait for its other half rather than show half a letter. */
  | { readonly kind: 'wait' }
  /** It does not apply: ask the model. */
  | { readonly kind: 'none' };

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Follows an offer through the changes of one edit.
 *
 * @param changes in the order in which they apply, each in the coordinates that the earlier ones leave
 * @returns the offer with what of it is typed now, or null when the text is no longer its beginning
 */
export function follow(offer: Offer, document: string, changes: readonly Change[]): Offer | null {
  if (document !== offer.document) return offer;
  let typed = offer.text.slice(0, offer.typed);
  for (const change of changes) {
    const from = change.offset - offer.offset;
    if (from < 0 || from + change.length > typed.length) return null;
    typed = typed.slice(0, from) + change.text + typed.slice(from + change.length);
  }
  return offer.text.startsWith(typed) ? { ...offer, typed: typed.length } : null;
}

/** A text as it will stand in a document, whose line ends VS Code gives to everything that is inserted. */
export function withLineEnds(text: string, lineEnd: '\n' | '\r\n'): string {
  return text.replaceAll(/\r\n|\n/gu, lineEnd);
}

/** What the offer has to say at a cursor, its lines ended by `\n`. */
export function restAt(offer: Offer, document: string, offset: number): Rest {
  if (document !== offer.document || offset !== offer.offset + offer.typed) return { kind: 'none' };
  if (offer.typed === offer.text.length) return { kind: 'none' };
  if (!isClusterStart(offer.text, offer.typed)) return { kind: 'wait' };
  return { kind: 'rest', text: withLineEnds(offer.text.slice(offer.typed), '\n'), source: 'type-through' };
}

function isClusterStart(text: string, index: number): boolean {
  return index === 0 || clusters.segment(text).containing(index)?.index === index;
}
