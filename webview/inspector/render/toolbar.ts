import type { TraceHeader, TraceId } from '../../../src/protocol/trace.ts';
import { element, setText } from '../../shared/dom.ts';
import { clockTime, pluralForm } from '../../shared/format.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { createCheckbox, createDropdown } from '../../toolkit.ts';
import { ruleText, taskText } from '../describe.ts';
import { newerCount } from '../selectors.ts';
import type { InspectorState } from '../state.ts';

/** What the toolbar asks of its owner. */
export interface ToolbarActions {
  choose(id: TraceId): void;
  follow(on: boolean): void;
}

/** Chooses the generation to look at. */
export class Toolbar {
  readonly root: HTMLElement;
  readonly #newer = element('span', { class: 'note' });
  readonly #dropdown: ReturnType<typeof createDropdown>;
  readonly #follow: ReturnType<typeof createCheckbox>;
  #headers: readonly TraceHeader[] = [];

  constructor(actions: ToolbarActions) {
    this.#dropdown = createDropdown(strings.inspector.generation, (value) => {
      const chosen = this.#headers.find(({ id }) => String(id) === value);
      if (chosen !== undefined) actions.choose(chosen.id);
    });
    this.#follow = createCheckbox(strings.inspector.follow, (on) => actions.follow(on));
    this.root = element('div', { class: 'toolbar' }, this.#dropdown.root, this.#follow.root, this.#newer);
  }

  update(state: InspectorState): void {
    this.#headers = state.headers;
    this.#dropdown.update(
      state.headers.map((header) => ({ value: String(header.id), label: optionText(header) })),
      state.selected === null ? null : String(state.selected),
    );
    this.#follow.setChecked(state.following);
    const count = newerCount(state);
    setText(this.#newer, count === 0 ? '' : fillText(pluralForm(strings.inspector.newer, count), { count }));
  }
}

function optionText(header: TraceHeader): string {
  return fillText(strings.inspector.generationOption, {
    time: clockTime(header.startedAt),
    task: taskText(header),
    rule: ruleText(header.rule),
  });
}
