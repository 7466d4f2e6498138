import type { PreviewItem } from '../../../src/protocol/preview.ts';
import { element, fill, setAttribute, setAttributes, setText } from '../../shared/dom.ts';
import { textAttributesOf } from '../../shared/languages.ts';
import { pluralForm } from '../../shared/format.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { createButton, createProgressRing, type ButtonControl } from '../../toolkit.ts';
import { sentencesOf, warningOf, type SentencePiece } from '../sentences.ts';

/**
 * The sentences of a finished passage, each with a button to have it translated again. Folded away until it is wanted, or
 * until a sentence is to be checked.
 */
export class SentenceList {
  readonly root = element('details', { class: 'sentences' });
  readonly #title = element('summary');
  readonly #list = element('ol');
  readonly #rows: Row[] = [];
  readonly #retry: (sentence: number) => void;
  #toCheck = 0;

  constructor(retry: (sentence: number) => void) {
    this.#retry = retry;
    fill(this.root, this.#title, this.#list);
  }

  update(item: PreviewItem): void {
    const sentences = sentencesOf(item.pieces);
    const finished = item.state.kind === 'done' || item.state.kind === 'retrying';
    this.root.hidden = !finished || sentences.length === 0;
    const toCheck = finished ? sentences.filter((sentence) => warningOf(sentence) !== null).length : 0;
    const { sentences: title, sentencesToCheck } = strings.preview;
    setText(
      this.#title,
      toCheck === 0 ? title : fillText(pluralForm(sentencesToCheck, toCheck), { count: toCheck }),
    );
    // Opened once for what is new; who folds it away again has seen it.
    if (toCheck > this.#toCheck) this.root.open = true;
    this.#toCheck = toCheck;
    while (this.#rows.length > sentences.length) this.#rows.pop()?.root.remove();
    for (const [index, sentence] of sentences.entries()) {
      let row = this.#rows[index];
      if (row === undefined) {
        row = new Row(index, () => this.#retry(index));
        this.#rows.push(row);
        this.#list.append(row.root);
      }
      row.update(sentence, item);
    }
  }
}

class Row {
  readonly root: HTMLElement;
  readonly #source = element('p', { class: 'text script' });
  readonly #target = element('p', { class: 'text script' });
  readonly #state = element('p', { class: 'state' });
  readonly #ring = createProgressRing();
  readonly #button: ButtonControl;

  constructor(index: number, retry: () => void) {
    const number = index + 1;
    this.#button = createButton(strings.preview.retrySentence, 'secondary', retry);
    setAttribute(this.#button.root, 'aria-label', fillText(strings.preview.retrySentenceLabel, { number }));
    const pair = element('div', { class: 'pair' }, this.#source, this.#target);
    this.root = element(
      'li',
      { attributes: { 'aria-label': fillText(strings.preview.sentence, { number }) } },
      pair,
      element('div', { class: 'row-foot' }, this.#button.root, this.#state),
    );
  }

  update(sentence: SentencePiece, item: PreviewItem): void {
    setText(this.#source, sentence.source);
    setAttributes(this.#source, textAttributesOf(item.sourceDirection, item.sourceLanguage));
    setText(this.#target, sentence.target);
    setAttributes(this.#target, textAttributesOf(item.targetDirection, item.targetLanguage));
    const retrying = sentence.state.kind === 'retrying';
    const warning = warningOf(sentence);
    this.#state.className = warning === null || retrying ? 'state note' : 'state warning';
    const text = retrying ? strings.preview.running : (warning ?? '');
    fill(this.#state, retrying && this.#ring, element('span', {}, text));
  }
}
