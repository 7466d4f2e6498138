import type { TextLine, TextPlace, TextView } from '../../../src/protocol/textPreview.ts';
import { clusterStart } from '../../shared/clusters.ts';
import { element, fill, setAttribute } from '../../shared/dom.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { segmentsOf, type Segment } from '../segments.ts';

/** One line of the document, drawn anew only when it changes. */
export class Line {
  readonly root = element('div', { class: 'line', attributes: { role: 'option' } });
  #drawn = '';
  #line: TextLine | undefined;
  #caret = 0;

  update(line: TextLine, view: TextView): void {
    const hasCaret = view.caret.line === line.number;
    this.#line = line;
    this.#caret = hasCaret ? view.caret.character : 0;
    setAttribute(this.root, 'aria-selected', String(hasCaret));
    setAttribute(this.root, 'tabindex', hasCaret ? '0' : '-1');
    setAttribute(this.root, 'aria-label', labelOf(line, hasCaret ? view : null));
    const segments = segmentsOf(line, view);
    const drawn = JSON.stringify(segments);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    fill(this.root, ...segments.map(segmentElement));
  }

  /** The element that shows the caret; null when it is on another line. */
  get caret(): Element | null {
    return this.root.querySelector('.caret');
  }

  /** The place in the document that a point of the window shows; the line's end beside its text. */
  placeAt(x: number, y: number): TextPlace | null {
    const line = this.#line;
    if (line === undefined) return null;
    const at = document.caretPositionFromPoint(x, y);
    const segment = at?.offsetNode.parentElement?.closest('[data-start], .ghost');
    if (at === null || segment === null || segment === undefined || !this.root.contains(segment))
      return { line: line.number, character: line.text.length };
    const start = segment.getAttribute('data-start');
    // What is only offered is nowhere in the document yet.
    if (start === null) return { line: line.number, character: this.#caret };
    return { line: line.number, character: clusterStart(line.text, Number(start) + at.offset) };
  }
}

function segmentElement(segment: Segment): HTMLElement {
  switch (segment.kind) {
    case 'caret':
      return element('span', { class: 'caret' });
    case 'ghost':
      return element('span', { class: 'ghost' }, segment.text);
    case 'text':
    case 'selected':
      return element(
        segment.kind === 'selected' ? 'mark' : 'span',
        { attributes: { 'data-start': segment.start } },
        segment.text,
      );
  }
}

/** For the ear; null where the line's own text says it all. */
function labelOf({ text }: TextLine, view: TextView | null): string | null {
  if (view !== null && view.ghost !== '') {
    const { ghost, caret } = view;
    const at = clusterStart(text, caret.character);
    return fillText(strings.textPreview.withGhost, {
      before: text.slice(0, at),
      ghost,
      after: text.slice(at),
    });
  }
  return text.trim() === '' ? strings.textPreview.emptyLine : null;
}
