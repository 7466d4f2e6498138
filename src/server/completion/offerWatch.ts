import type { TextSource } from './contextWindow.ts';

/** A text that was offered, and where. Offsets are UTF-16 units of the document. */
export interface Offer {
  readonly uri: string;
  readonly offset: number;
  readonly text: string;
}

/** A place in a document. */
export interface Place {
  readonly uri: string;
  readonly offset: number;
}

/** Notices when the last offer stands in its document, whether it was accepted at once, in parts, or typed. */
export class OfferWatch {
  #offer: Offer | null = null;
  #taken: Place | null = null;

  offered(offer: Offer): void {
    this.#offer = offer;
  }

  /**
   * Looks at a document that has changed.
   *
   * @returns where the offer ends that is now part of the document, once for each offer
   */
  changed(uri: string, text: TextSource): Place | null {
    const offer = this.#offer;
    this.#taken = null;
    if (offer?.uri !== uri) return null;
    const end = offer.offset + offer.text.length;
    if (text.length < end || text.slice(offer.offset, end) !== offer.text) return null;
    this.#offer = null;
    this.#taken = { uri, offset: end };
    return this.#taken;
  }

  /** Whether a cursor stands behind an offer that the last change made part of the document. */
  hasJustTaken(uri: string, offset: number): boolean {
    return this.#taken?.uri === uri && this.#taken.offset === offset;
  }
}
