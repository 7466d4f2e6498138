import type { Decision, TextDirection } from '../../../src/protocol/engineTypes.ts';
import type { TraceRecord } from '../../../src/protocol/trace.ts';
import { element, setAttribute, setAttributes } from '../../shared/dom.ts';
import { languageFacts, textAttributes } from '../../shared/languages.ts';
import { strings } from '../../strings.ts';
import { neighbourOnLine, stripCommand, type Motion } from '../keyboard.ts';
import { outputLanguage } from '../selectors.ts';
import { divideIntoUnits, type Unit } from '../units.ts';
import { drawUnit, labelTokens, type DrawnUnit } from './unit.ts';

/** What the strip asks of its owner. */
export interface StripActions {
  focusToken(index: number): void;
  pointAtToken(index: number): void;
  togglePin(index: number): void;
  unpin(): void;
}

/** What the strip marks besides the tokens themselves. */
export interface StripSelection {
  readonly shown: number | null;
  readonly pinned: number | null;
  readonly tabStop: number;
}

/**
 * The generated tokens as running text, each an option of a list. The text's own direction and shaping are kept:
 * tokens are plain inline boxes without space between them.
 */
export class Strip {
  readonly root: HTMLElement;
  readonly #prompt = element('span', { class: 'prompt' });
  readonly #list = element('span', {
    class: 'tokens',
    attributes: { role: 'listbox', 'aria-label': strings.inspector.text, 'aria-describedby': 'strip-help' },
  });
  readonly #actions: StripActions;
  #record: TraceRecord | null = null;
  #drawn: DrawnUnit[] = [];
  #tokens: readonly HTMLElement[] = [];
  /** The number of tokens that all labels name. */
  #labelledTotal = 0;
  #direction: TextDirection = 'left-to-right';

  constructor(actions: StripActions) {
    this.#actions = actions;
    this.root = element('div', { class: 'strip script' }, this.#prompt, this.#list);
    this.#list.addEventListener('keydown', (event) => this.#onKey(event));
    this.#list.addEventListener('focusin', ({ target }) => {
      const index = this.#indexOf(target);
      if (index !== null) this.#actions.focusToken(index);
    });
    this.#list.addEventListener('click', ({ target }) => {
      const index = this.#indexOf(target);
      if (index !== null) this.#actions.pointAtToken(index);
    });
  }

  /** Draws what changed: new tokens are appended, those already there stay the same elements. */
  update(record: TraceRecord, selection: StripSelection): void {
    const focusedBefore = this.#indexOf(document.activeElement);
    const atEnd = this.#isAtEnd();
    if (this.#record?.id !== record.id) this.#begin(record);
    if (record.decisions.length !== this.#tokens.length) this.#append(record.decisions);
    if (record.outcome !== null) this.#relabel(record.decisions);
    this.#record = record;
    this.#markSelection(selection);
    if (record.outcome === null && atEnd) this.root.scrollTo(this.root.scrollWidth, this.root.scrollHeight);
    // A token that was drawn anew has lost the focus.
    if (focusedBefore !== null && this.#indexOf(document.activeElement) === null) {
      this.#tokens[Math.min(focusedBefore, this.#tokens.length - 1)]?.focus();
    }
  }

  #begin(record: TraceRecord): void {
    const tag = outputLanguage(record);
    this.#direction = languageFacts(tag).direction;
    setAttributes(this.root, textAttributes(tag));
    setAttribute(this.#list, 'aria-orientation', this.#direction === 'vertical' ? 'vertical' : 'horizontal');
    // A translation's prompt ends with the source text, which the output does not continue.
    this.#prompt.textContent = record.task.kind === 'completion' ? record.promptTail : '';
    this.#list.replaceChildren();
    this.#drawn = [];
    this.#tokens = [];
    this.#labelledTotal = 0;
  }

  #append(decisions: readonly Decision[]): void {
    const units = divideIntoUnits(decisions.map(({ text }) => text));
    // A new token may complete the character before it: from there on, draw anew.
    let same = 0;
    while (equalUnits(this.#drawn[same]?.unit, units[same])) same += 1;
    for (const stale of this.#drawn.splice(same)) stale.root.remove();
    for (const unit of units.slice(same)) {
      const own = decisions.slice(unit.first, unit.first + unit.count);
      this.#drawn.push(drawUnit(unit, own, decisions.length));
    }
    this.#list.append(...this.#drawn.slice(same).map(({ root }) => root));
    this.#tokens = this.#drawn.flatMap(({ tokens }) => tokens);
  }

  /** «token 3 of 17»: once the 17 is final, every label learns it. */
  #relabel(decisions: readonly Decision[]): void {
    const total = decisions.length;
    if (total === this.#labelledTotal) return;
    this.#labelledTotal = total;
    for (const drawn of this.#drawn) {
      const { first, count } = drawn.unit;
      labelTokens(drawn, decisions.slice(first, first + count), total);
    }
  }

  #markSelection({ shown, pinned, tabStop }: StripSelection): void {
    this.#tokens.forEach((token, index) => {
      setAttribute(token, 'aria-selected', String(index === shown));
      setAttribute(token, 'tabindex', index === tabStop ? '0' : '-1');
      token.classList.toggle('pinned', index === pinned);
    });
  }

  #onKey(event: KeyboardEvent): void {
    const current = this.#indexOf(event.target);
    const command = stripCommand(event.key, this.#direction);
    if (current === null || command === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (command === 'toggle-pin') this.#actions.togglePin(current);
    else if (command === 'unpin') this.#actions.unpin();
    else this.#tokens[this.#destination(command, current)]?.focus();
  }

  #destination(motion: Motion, current: number): number {
    const last = this.#tokens.length - 1;
    switch (motion) {
      case 'next':
        return Math.min(current + 1, last);
      case 'previous':
        return Math.max(current - 1, 0);
      case 'first':
        return 0;
      case 'last':
        return last;
      case 'next-line':
      case 'previous-line': {
        // The first box of a token that runs over a line's end.
        const boxes = this.#tokens.map((token) => token.getClientRects()[0] ?? token.getBoundingClientRect());
        return neighbourOnLine(boxes, current, motion, this.#direction);
      }
    }
  }

  #indexOf(target: EventTarget | null): number | null {
    const token = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return token === null || !this.#list.contains(token) ? null : Number(token.dataset['index']);
  }

  #isAtEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight, scrollLeft, clientWidth, scrollWidth } = this.root;
    return this.#direction === 'vertical'
      ? scrollLeft + clientWidth >= scrollWidth - 2
      : scrollTop + clientHeight >= scrollHeight - 2;
  }
}

function equalUnits(one: Unit | undefined, other: Unit | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.first === other.first && one.count === other.count && one.text === other.text;
}
