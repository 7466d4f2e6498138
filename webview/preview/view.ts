import { element, fill, setText } from '../shared/dom.ts';
import { draftMark } from '../shared/draftMark.ts';
import { strings } from '../strings.ts';
import { createButton, type ButtonControl } from '../toolkit.ts';
import { Passage } from './render/passage.ts';
import { actionNames, actionStates, type ActionName, type PreviewState } from './state.ts';

/** Asks for another translation of a sentence. */
type RetrySentence = (index: number, sentence: number) => void;

/** The whole preview: the passages, and below them what can be done with them. */
export class PreviewView {
  readonly #passages = new Map<number, Passage>();
  readonly #list = element('div', { class: 'passages' });
  readonly #empty = element(
    'div',
    { class: 'empty' },
    element('h2', {}, strings.preview.emptyTitle),
    element('p', {}, strings.preview.emptyText),
  );
  readonly #notice = element('p', { class: 'notice', attributes: { role: 'status' } });
  readonly #actions: HTMLElement;
  readonly #buttons: ReadonlyMap<ActionName, ButtonControl>;
  readonly #announcer = element('p', {
    class: 'visually-hidden',
    attributes: { role: 'status', 'aria-live': 'polite' },
  });

  readonly #retrySentence: RetrySentence;

  constructor(root: HTMLElement, act: (action: ActionName) => void, retrySentence: RetrySentence) {
    this.#retrySentence = retrySentence;
    this.#buttons = new Map(
      actionNames.map((name) => {
        const appearance = name === 'replace' ? 'primary' : 'secondary';
        return [name, createButton(strings.preview[name], appearance, () => act(name))];
      }),
    );
    this.#actions = element(
      'div',
      { class: 'actions', attributes: { role: 'group', 'aria-label': strings.preview.actions } },
      ...Array.from(this.#buttons.values(), (button) => button.root),
    );
    const title = element('h1', { class: 'visually-hidden' }, strings.preview.title);
    const foot = element('div', { class: 'foot' }, this.#notice, this.#actions);
    fill(root, title, this.#empty, this.#list, draftMark(), foot, this.#announcer);
  }

  update(state: PreviewState): void {
    this.#empty.hidden = state.items.length > 0;
    this.#updatePassages(state);
    const notice = state.applied ?? state.stale ?? '';
    setText(this.#notice, notice);
    this.#notice.className = state.applied === null && state.stale !== null ? 'notice warning' : 'notice';
    this.#updateActions(state);
  }

  /** Says something to a screen reader, when it has nothing else to say. */
  announce(text: string): void {
    setText(this.#announcer, text);
  }

  #updatePassages({ items }: PreviewState): void {
    const wanted = new Set(items.map(({ index }) => index));
    for (const [index, passage] of this.#passages) {
      if (wanted.has(index)) continue;
      passage.root.remove();
      this.#passages.delete(index);
    }
    items.forEach((item, position) => {
      let passage = this.#passages.get(item.index);
      if (passage === undefined) {
        const { index } = item;
        passage = new Passage(index, (sentence) => this.#retrySentence(index, sentence));
        this.#passages.set(item.index, passage);
      }
      if (this.#list.children[position] !== passage.root) {
        this.#list.insertBefore(passage.root, this.#list.children[position] ?? null);
      }
      passage.update(item, position, items.length);
    });
  }

  #updateActions(state: PreviewState): void {
    const states = actionStates(state);
    const focused = actionNames.find((name) => this.#buttons.get(name)?.root === document.activeElement);
    for (const [name, button] of this.#buttons) button.update(states[name]);
    this.#actions.hidden = state.items.length === 0;
    // A button that went away while it had the focus hands it to the first that can be pressed.
    if (focused === undefined || (states[focused].visible && states[focused].enabled)) return;
    const next = actionNames.find((name) => states[name].visible && states[name].enabled);
    if (next !== undefined) this.#buttons.get(next)?.focus();
  }
}
