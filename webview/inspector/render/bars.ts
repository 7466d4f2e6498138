import type { Decision, TranslationTag } from '../../../src/protocol/engineTypes.ts';
import { element } from '../../shared/dom.ts';
import { decimal, signedDecimal } from '../../shared/format.ts';
import { sourceIds, sourceMark } from '../../shared/sources.ts';
import { fillParts, fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { layOutBars, sumsTo, type Bar } from '../bars.ts';
import { tokenChip } from './tokenText.ts';

/** The contributions to the margin as signed bars around a zero axis, with their sum beside the margin. */
export function contributionBars(decision: Decision, tag: TranslationTag): HTMLElement {
  const contributions = sourceIds.map((source) => decision.contributions[source]);
  const sum = contributions.reduce((total, value) => total + value, 0);
  const { zero, bars } = layOutBars([...contributions, sum]);
  const rows = sourceIds.map((source, at) => {
    const ran = decision.weights[source] !== 0;
    const value = ran ? signedDecimal(decision.contributions[source]) : strings.card.noPart;
    return row(strings.sources[source], sourceMark[source], bars[at], value, ran ? 'part' : 'absent');
  });
  const agrees = sumsTo(contributions, decision.margin);
  const total = element(
    'span',
    {},
    `${signedDecimal(sum)} `,
    element(
      'span',
      { class: agrees ? 'note' : 'warning' },
      agrees
        ? strings.card.sumEquals
        : fillText(strings.card.sumDiffers, { margin: decimal(decision.margin) }),
    ),
  );
  rows.push(row(strings.card.sum, 'sum', bars[sourceIds.length], total, 'sum'));
  const help = fillParts<Node>(strings.card.contributionsHelp, {
    runnerUp: tokenChip(decision.runnerUp.text, tag),
  });
  return element(
    'section',
    { class: 'contributions', attributes: { 'aria-labelledby': 'contributions-title' } },
    element('h3', { attributes: { id: 'contributions-title' } }, strings.card.contributions),
    element('p', { class: 'note' }, ...help),
    element('dl', { class: 'bars', variables: { '--zero': String(zero) } }, ...rows),
  );
}

function row(
  label: string,
  mark: string,
  bar: Bar | undefined,
  value: string | Node,
  kind: 'part' | 'absent' | 'sum',
): HTMLElement {
  const { start, length } = bar ?? { start: 0, length: 0 };
  const drawn = element('span', {
    class: 'bar mark',
    attributes: { 'data-source': mark },
    variables: { '--start': String(start), '--length': String(length) },
  });
  return element(
    'div',
    { class: `bar-row ${kind}` },
    element('dt', {}, label),
    element(
      'dd',
      {},
      element('span', { class: 'bar-track', attributes: { 'aria-hidden': 'true' } }, drawn),
      element('span', { class: 'bar-value' }, value),
    ),
  );
}
