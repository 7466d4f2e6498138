import type { Decision } from '../../../src/protocol/engineTypes.ts';
import { element, fill, setText } from '../../shared/dom.ts';
import { integer, pluralForm } from '../../shared/format.ts';
import { sourceIds, sourceMark } from '../../shared/sources.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { sourceWithRole } from '../describe.ts';
import { statisticsOf } from '../statistics.ts';

/** What colour and pattern stand for which model, with how many tokens each decided. */
export class Legend {
  readonly root = element('div', { class: 'legend' });
  readonly #counts = new Map<string, HTMLElement>();

  constructor() {
    const list = element('ul', { attributes: { 'aria-label': strings.inspector.legend } });
    for (const source of sourceIds) {
      const swatch = element('span', {
        class: 'swatch mark',
        attributes: { 'data-source': sourceMark[source], 'aria-hidden': 'true' },
      });
      list.append(element('li', {}, swatch, sourceWithRole(source), this.#count(source)));
    }
    const swatch = element('span', { class: 'swatch changed', attributes: { 'aria-hidden': 'true' } });
    list.append(element('li', {}, swatch, strings.inspector.changedByFusion, this.#count('changed')));
    fill(this.root, list);
  }

  update(decisions: readonly Decision[]): void {
    const { won, changedByFusion } = statisticsOf(decisions);
    for (const source of sourceIds) {
      const spoken = fillText(pluralForm(strings.inspector.decidedCount, won[source]), {
        count: won[source],
      });
      this.#show(source, won[source], spoken);
    }
    const { tokens } = strings.inspector;
    this.#show(
      'changed',
      changedByFusion,
      fillText(pluralForm(tokens, changedByFusion), { count: changedByFusion }),
    );
  }

  #count(key: string): HTMLElement {
    const made = element('span', { class: 'count' });
    this.#counts.set(key, made);
    return made;
  }

  #show(key: string, count: number, tooltip: string): void {
    const target = this.#counts.get(key);
    if (target === undefined) return;
    setText(target, integer(count));
    target.title = tooltip;
  }
}
