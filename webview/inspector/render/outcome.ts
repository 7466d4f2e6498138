import type { TraceRecord } from '../../../src/protocol/trace.ts';
import { element, fill } from '../../shared/dom.ts';
import { integer, pluralForm } from '../../shared/format.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { createProgressRing } from '../../toolkit.ts';

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

/** For example: «17 tokens, ended at a sentence or line end, 23.1 tokens/s». */
export function outcomeText({ decisions, outcome }: TraceRecord): string {
  const parts = [tokenCountText(decisions.length)];
  if (outcome === null) parts.push(strings.inspector.running);
  else {
    parts.push(strings.stop[outcome.stop]);
    if (outcome.timings !== null) {
      const { tokensPerSecond, prefillMs, cachedTokens, promptTokens } = outcome.timings;
      parts.push(fillText(strings.inspector.speed, { speed: integer(Math.round(tokensPerSecond)) }));
      parts.push(fillText(strings.inspector.prefill, { milliseconds: integer(Math.round(prefillMs)) }));
      const values = { cached: integer(cachedTokens), prompt: integer(promptTokens) };
      parts.push(fillText(strings.inspector.cached, values));
    }
  }
  return parts.join(strings.listSeparator);
}

/** For example: «17 tokens». */
export function tokenCountText(count: number): string {
  return fillText(pluralForm(strings.inspector.tokens, count), { count: integer(count) });
}
