import type { TraceRecord } from '../../src/protocol/trace.ts';
import { element, fill, setText } from '../shared/dom.ts';
import { draftMark } from '../shared/draftMark.ts';
import { textAttributes } from '../shared/languages.ts';
import { strings } from '../strings.ts';
import { Card } from './render/card.ts';
import { Charts } from './render/charts.ts';
import { Legend } from './render/legend.ts';
import { OutcomeLine } from './render/outcome.ts';
import { Strip } from './render/strip.ts';
import { Toolbar } from './render/toolbar.ts';
import { outputLanguage, shownDecision, shownIndex, shownRecord, tabStop } from './selectors.ts';
import type { InspectorState, UserAction } from './state.ts';

/** The whole inspector: lays the parts out, and hands each the part of the state it shows. */
export class InspectorView {
  readonly #toolbar: Toolbar;
  readonly #strip: Strip;
  readonly #charts: Charts;
  readonly #card: Card;
  readonly #legend = new Legend();
  readonly #outcome = new OutcomeLine();
  readonly #message = element('div', { class: 'empty' });
  readonly #text: HTMLElement;
  readonly #announcer = element('p', {
    class: 'visually-hidden',
    attributes: { role: 'status', 'aria-live': 'polite' },
  });

  constructor(root: HTMLElement, act: (action: UserAction) => void, copy: (text: string) => void) {
    const togglePin = (index: number): void => act({ type: 'toggle-pin', index });
    this.#toolbar = new Toolbar({
      choose: (id) => act({ type: 'choose-trace', id }),
      follow: (on) => act({ type: 'follow', on }),
    });
    this.#strip = new Strip({
      focusToken: (index) => act({ type: 'focus-token', index }),
      pointAtToken: (index) => act({ type: 'point-at-token', index }),
      togglePin,
      unpin: () => act({ type: 'unpin' }),
    });
    this.#charts = new Charts((index) => act({ type: 'point-at-token', index }));
    this.#card = new Card({ copy: (decision) => copy(JSON.stringify(decision, null, 2)), togglePin });
    this.#text = element(
      'section',
      { class: 'generation', attributes: { 'aria-labelledby': 'text-title' } },
      element('h2', { class: 'visually-hidden', attributes: { id: 'text-title' } }, strings.inspector.text),
      this.#outcome.root,
      this.#strip.root,
      element(
        'p',
        { class: 'visually-hidden', attributes: { id: 'strip-help' } },
        strings.inspector.stripHelp,
      ),
      this.#charts.root,
      this.#legend.root,
    );
    const title = element('h1', { class: 'visually-hidden' }, strings.inspector.title);
    fill(
      root,
      title,
      this.#toolbar.root,
      this.#message,
      this.#text,
      this.#card.root,
      this.#announcer,
      draftMark(),
    );
  }

  update(state: InspectorState): void {
    const record = shownRecord(state);
    this.#toolbar.root.hidden = state.headers.length === 0;
    this.#toolbar.update(state);
    this.#text.hidden = record === null;
    this.#card.root.hidden = record === null || record.decisions.length === 0;
    this.#updateMessage(state, record);
    if (record === null) return;
    const tag = outputLanguage(record);
    const shown = shownIndex(state);
    this.#outcome.update(record);
    this.#strip.update(record, { shown, pinned: state.pinned, tabStop: tabStop(state) });
    this.#strip.root.hidden = record.decisions.length === 0;
    this.#legend.update(record.decisions);
    this.#charts.update(record.decisions, shown, textAttributes(tag).dir);
    const decision = shownDecision(state);
    if (decision === null) return;
    this.#card.update({
      decision,
      tag,
      total: record.decisions.length,
      pinned: state.pinned === decision.index,
    });
  }

  /** Says something to a screen reader, when it has nothing else to say. */
  announce(text: string): void {
    setText(this.#announcer, text);
  }

  #updateMessage(state: InspectorState, record: TraceRecord | null): void {
    const [title, text] = message(state, record);
    this.#message.hidden = title === '' && text === '';
    if (this.#message.textContent === title + text) return;
    fill(this.#message, title !== '' && element('h2', {}, title), element('p', {}, text));
  }
}

/** What stands where there is nothing to show: a title and a text, both empty when there is something. */
function message(state: InspectorState, record: TraceRecord | null): readonly [title: string, text: string] {
  const { inspector } = strings;
  if (state.headers.length === 0) {
    return state.emptiness === 'reset'
      ? [inspector.resetTitle, inspector.resetText]
      : [inspector.emptyTitle, inspector.emptyText];
  }
  if (record === null) return ['', inspector.loading];
  if (record.decisions.length > 0) return ['', ''];
  return ['', record.outcome === null ? inspector.waiting : inspector.noTokens];
}
