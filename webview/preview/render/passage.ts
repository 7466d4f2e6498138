import type { PreviewItem } from '../../../src/protocol/preview.ts';
import { element, fill, setAttribute, setAttributes, setText } from '../../shared/dom.ts';
import { isKnownTag, textAttributesOf } from '../../shared/languages.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { createProgressRing } from '../../toolkit.ts';
import { stateText } from '../describe.ts';
import { SentenceList } from './sentenceList.ts';

/** One selection and its translation, side by side, or one above the other in a narrow panel. */
export class Passage {
  readonly root: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #state = element('p', { class: 'state' });
  readonly #ring = createProgressRing();
  readonly #source = new Pane(strings.preview.source);
  readonly #target = new Pane(strings.preview.target);

  readonly #sentences: SentenceList;

  constructor(index: number, retrySentence: (sentence: number) => void) {
    const id = `passage-${index}`;
    this.#sentences = new SentenceList(retrySentence);
    this.#heading = element('h2', { attributes: { id } });
    this.root = element(
      'article',
      { class: 'passage', attributes: { 'aria-labelledby': id } },
      element('header', {}, this.#heading, this.#state),
      element('div', { class: 'panes' }, this.#source.root, this.#target.root),
      this.#sentences.root,
    );
  }

  update(item: PreviewItem, position: number, total: number): void {
    const from = languageName(item.sourceLanguage);
    const to = languageName(item.targetLanguage);
    const direction = fillText(strings.preview.direction, { from, to });
    const number = fillText(strings.preview.passage, { number: position + 1, total });
    setText(this.#heading, total === 1 ? direction : `${number}: ${direction}`);
    const { text, tone } = stateText(item);
    const running = item.state.kind === 'running' || item.state.kind === 'retrying';
    this.#state.className = `state ${tone}`;
    fill(this.#state, running && this.#ring, element('span', {}, text));
    this.#source.update(item.source, from, textAttributesOf(item.sourceDirection, item.sourceLanguage));
    this.#target.update(item.target, to, textAttributesOf(item.targetDirection, item.targetLanguage));
    this.#target.setBusy(item.state.kind === 'running');
    this.#target.setPlaceholder(placeholder(item));
    this.#sentences.update(item);
  }
}

/** A text in its own direction. */
class Pane {
  readonly root: HTMLElement;
  readonly #title = element('h3');
  readonly #text = element('div', { class: 'text script', attributes: { tabindex: 0, role: 'group' } });
  readonly #placeholder = element('p', { class: 'placeholder note' });
  readonly #role: string;

  constructor(role: string) {
    this.#role = role;
    this.root = element('section', { class: 'pane' }, this.#title, this.#text, this.#placeholder);
    this.setPlaceholder('');
  }

  update(text: string, language: string, attributes: ReturnType<typeof textAttributesOf>): void {
    const title = language === '' ? this.#role : `${this.#role}, ${language}`;
    setText(this.#title, title);
    setAttribute(this.#text, 'aria-label', title);
    setAttributes(this.#text, attributes);
    const atEnd = this.#isAtEnd();
    setText(this.#text, text);
    if (atEnd) this.#text.scrollTo(this.#text.scrollWidth, this.#text.scrollHeight);
    this.#text.hidden = text === '';
  }

  setBusy(busy: boolean): void {
    setAttribute(this.#text, 'aria-busy', busy ? 'true' : null);
  }

  setPlaceholder(text: string): void {
    setText(this.#placeholder, text);
    this.#placeholder.hidden = text === '';
  }

  /** Only a text that is being written, and whose reader stands at its end, moves along. */
  #isAtEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight, scrollLeft, clientWidth, scrollWidth } = this.#text;
    const busy = this.#text.getAttribute('aria-busy') === 'true';
    return (
      busy && scrollTop + clientHeight >= scrollHeight - 2 && scrollLeft + clientWidth >= scrollWidth - 2
    );
  }
}

function placeholder({ target, state }: PreviewItem): string {
  if (target !== '') return '';
  const ended = state.kind === 'failed' || state.kind === 'cancelled';
  return ended ? strings.preview.nothingWritten : strings.preview.notYet;
}

/** The protocol may name a language by its tag. */
function languageName(nameOrTag: string): string {
  return isKnownTag(nameOrTag) ? strings.languages[nameOrTag] : nameOrTag;
}
