import type { TextPlace, TextView } from '../../src/protocol/textPreview.ts';
import { element, fill, setAttribute } from '../shared/dom.ts';
import { draftMark } from '../shared/draftMark.ts';
import { fillText } from '../shared/template.ts';
import { strings } from '../strings.ts';
import type { Line } from './render/line.ts';
import { Passage } from './render/passage.ts';

/** The whole preview: passages, each in its own direction, the caret and the ghost text in one of them. */
export class TextPreviewView {
  readonly #passages: Passage[] = [];
  readonly #text = element('div', {
    class: 'text',
    attributes: { role: 'listbox', 'aria-describedby': 'help' },
  });
  readonly #empty = element(
    'div',
    { class: 'empty' },
    element('h2', {}, strings.textPreview.emptyTitle),
    element('p', {}, strings.textPreview.emptyText),
  );

  /** @param goTo is told where a click wants to go */
  constructor(root: HTMLElement, goTo: (place: TextPlace) => void) {
    const title = element('h1', { class: 'visually-hidden' }, strings.textPreview.title);
    const help = element(
      'p',
      { class: 'visually-hidden', attributes: { id: 'help' } },
      strings.textPreview.help,
    );
    fill(root, title, this.#empty, this.#text, help, draftMark());
    this.#text.addEventListener('click', ({ target, clientX, clientY }) => {
      if (!(target instanceof Element)) return;
      for (const passage of this.#passages) {
        const place = passage.placeAt(target, clientX, clientY);
        if (place !== null) goTo(place);
      }
    });
  }

  update(view: TextView | null, before: TextView | null): void {
    this.#empty.hidden = view !== null;
    this.#text.hidden = view === null;
    if (view === null) return;
    setAttribute(this.#text, 'aria-label', fillText(strings.textPreview.text, { name: view.name }));
    const focused = this.#text.contains(document.activeElement);
    for (const surplus of this.#passages.splice(view.passages.length)) surplus.root.remove();
    view.passages.forEach((passage, index) => (this.#passages[index] ?? this.#add()).update(passage, view));
    const caretLine = this.#line(view.caret.line);
    const topLine = this.#line(view.top);
    // The Tab key must find a way in, also when the caret is out of sight.
    if (caretLine === undefined && topLine !== undefined) setAttribute(topLine.root, 'tabindex', '0');
    if (focused) (caretLine ?? topLine)?.root.focus({ preventScroll: true });
    if (before === null || moved(view, before)) caretLine?.caret?.scrollIntoView(nearest);
    else if (view.top !== before.top) topLine?.root.scrollIntoView(atStart);
  }

  #line(number: number): Line | undefined {
    for (const passage of this.#passages) {
      const line = passage.line(number);
      if (line !== undefined) return line;
    }
    return undefined;
  }

  #add(): Passage {
    const passage = new Passage();
    this.#passages.push(passage);
    this.#text.append(passage.root);
    return passage;
  }
}

const nearest: ScrollIntoViewOptions = { block: 'nearest', inline: 'nearest' };
const atStart: ScrollIntoViewOptions = { block: 'start', inline: 'start' };

function moved(view: TextView, before: TextView): boolean {
  return (
    view.caret.line !== before.caret.line ||
    view.caret.character !== before.caret.character ||
    view.name !== before.name
  );
}
