import type { TraceRecord } from '../../../src/protocol/trace.ts';
import { element, fill } from '../../shared/dom.ts';
import { createProgressRing } from '../../toolkit.ts';
import { outcomeText } from '../describe.ts';

/** One line about how a generation goes, or went. */
export class OutcomeLine {
  readonly root = element('p', { class: 'outcome' });
  readonly #ring = createProgressRing();
  #drawn: TraceRecord | null = null;

  update(record: TraceRecord): void {
    if (this.#drawn === record) return;
    this.#drawn = record;
    const text = element('span', {}, outcomeText(record));
    fill(this.root, record.outcome === null && this.#ring, text);
  }
}
