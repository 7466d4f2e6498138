import type { TranslationTag } from '../../../src/protocol/engineTypes.ts';
import { element } from '../../shared/dom.ts';
import { textAttributes } from '../../shared/languages.ts';
import { piecesOf, type Setting } from '../pieces.ts';

/** The parts of a token's text, with signs where there is no ink. */
export function tokenPieces(text: string, setting: Setting): readonly Node[] {
  return piecesOf(text, setting).flatMap((piece): readonly Node[] => {
    switch (piece.kind) {
      case 'text':
        return [document.createTextNode(piece.text)];
      case 'mark':
        return [
          element('span', { class: 'sign', attributes: { 'aria-hidden': 'true' } }, piece.sign),
          document.createTextNode(piece.text),
        ];
      case 'byte':
        return [element('span', { class: 'byte' }, piece.digits)];
    }
  });
}

/** A token by itself within a sentence or a cell: isolated from the text around it, always along the line. */
export function tokenChip(text: string, tag: TranslationTag): HTMLElement {
  const { lang, dir, 'data-script': script } = textAttributes(tag);
  return element(
    'bdi',
    { class: 'token-chip script', attributes: { lang, dir, 'data-script': script, title: codePoints(text) } },
    ...tokenPieces(text, 'alone'),
  );
}

/** Code points of a short text, for a tooltip: what is invisible can be told apart. */
function codePoints(text: string): string {
  return Array.from(text.slice(0, 32), (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  }).join(' ');
}
