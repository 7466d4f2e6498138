import type { Decision, RankedToken, SourceId, TranslationTag } from '../../../src/protocol/engineTypes.ts';
import { element, type Child } from '../../shared/dom.ts';
import { decimal, integer, probability } from '../../shared/format.ts';
import { sourceIds, sourceMark } from '../../shared/sources.ts';
import { fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { tokenChip } from './tokenText.ts';

type Column = 'fused' | SourceId;
const columns: readonly Column[] = ['fused', ...sourceIds];

/** The mix and the three models side by side: what each thinks of the chosen token, and its own best tokens. */
export function sourcesTable(decision: Decision, tag: TranslationTag): HTMLElement {
  const rows: readonly [string, (column: Column) => Child][] = [
    [strings.card.weight, (column) => (column === 'fused' ? null : decimal(decision.weights[column]))],
    [strings.card.probability, (column) => optional(logprobOf(decision, column), probability)],
    [strings.card.rank, (column) => optional(rankOf(decision, column), integer)],
    [strings.card.entropy, (column) => optional(entropyOf(decision, column), decimal)],
    [strings.card.aloneChoice, (column) => tokenOrNull(choiceOf(decision, column), decision, tag)],
    [strings.card.without, (column) => withoutCell(decision, column, tag)],
  ];
  const depth = Math.max(...columns.map((column) => topOf(decision, column).length));
  const best = Array.from({ length: depth }, (_, at) => {
    const cells = columns.map((column) => rankedCell(topOf(decision, column)[at], decision, tag));
    return tableRow(fillText(strings.card.bestRank, { rank: at + 1 }), cells);
  });
  return element(
    'div',
    // Wider than a narrow panel: it scrolls, so the keyboard must reach it.
    {
      class: 'table-frame',
      attributes: { role: 'region', 'aria-label': strings.card.sourcesTable, tabindex: 0 },
    },
    element(
      'table',
      {},
      element('caption', { class: 'visually-hidden' }, strings.card.sourcesTable),
      element('thead', {}, headRow(decision)),
      element(
        'tbody',
        {},
        ...rows.map(([label, cell]) =>
          tableRow(
            label,
            columns.map((column) => dataCell(cell(column))),
          ),
        ),
      ),
      element('tbody', {}, groupRow(strings.card.best), ...best),
    ),
  );
}

function headRow(decision: Decision): HTMLElement {
  const heads = columns.map((column) => {
    if (column === 'fused') {
      return element('th', { attributes: { scope: 'col' } }, strings.card.fused);
    }
    const notRun = decision.sources[column] === null;
    return element(
      'th',
      { class: notRun ? 'absent' : '', attributes: { scope: 'col' } },
      element('span', {
        class: 'swatch mark',
        attributes: { 'data-source': sourceMark[column], 'aria-hidden': 'true' },
      }),
      strings.sources[column],
      notRun && element('span', { class: 'not-run' }, strings.card.notRun),
    );
  });
  const corner = element(
    'th',
    { attributes: { scope: 'col' } },
    element('span', { class: 'visually-hidden' }, strings.card.measure),
  );
  return element('tr', {}, corner, ...heads);
}

function groupRow(label: string): HTMLElement {
  const span = columns.length + 1;
  return element(
    'tr',
    { class: 'group' },
    element('th', { attributes: { scope: 'rowgroup', colspan: span } }, label),
  );
}

function tableRow(label: string, cells: readonly HTMLElement[]): HTMLElement {
  return element('tr', {}, element('th', { attributes: { scope: 'row' } }, label), ...cells);
}

function dataCell(content: Child): HTMLElement {
  return content === null ? element('td', { class: 'absent' }, '–') : element('td', {}, content);
}

function rankedCell(ranked: RankedToken | undefined, decision: Decision, tag: TranslationTag): HTMLElement {
  if (ranked === undefined) return dataCell(null);
  const chosen = ranked.token === decision.token;
  return element(
    'td',
    {
      class: chosen ? 'ranked chosen' : 'ranked',
      variables: { '--share': String(Math.exp(ranked.logprob)) },
    },
    element('div', {}, tokenChip(ranked.text, tag), element('span', {}, probability(ranked.logprob))),
  );
}

function withoutCell(decision: Decision, column: Column, tag: TranslationTag): Child {
  if (column === 'fused') return null;
  const other = decision.leaveOneOut[column];
  return other === null
    ? element('span', { class: 'note' }, strings.card.noPart)
    : tokenOrNull(other, decision, tag);
}

/** A token of another choice; the chosen one is marked as such. */
function tokenOrNull(
  token: { readonly token: number; readonly text: string } | null,
  decision: Decision,
  tag: TranslationTag,
): Child {
  if (token === null) return null;
  const chip = tokenChip(token.text, tag);
  if (token.token === decision.token) chip.classList.add('chosen');
  return chip;
}

function optional(value: number | null, text: (value: number) => string): string | null {
  return value === null ? null : text(value);
}

function logprobOf(decision: Decision, column: Column): number | null {
  return column === 'fused' ? decision.logprob : (decision.sources[column]?.logprob ?? null);
}

function rankOf(decision: Decision, column: Column): number | null {
  return column === 'fused' ? decision.rank : (decision.sources[column]?.rank ?? null);
}

function entropyOf(decision: Decision, column: Column): number | null {
  return column === 'fused' ? decision.entropy : (decision.sources[column]?.entropy ?? null);
}

function choiceOf(
  decision: Decision,
  column: Column,
): { readonly token: number; readonly text: string } | null {
  return column === 'fused' ? (decision.top[0] ?? null) : (decision.sources[column]?.choice ?? null);
}

function topOf(decision: Decision, column: Column): readonly RankedToken[] {
  return column === 'fused' ? decision.top : (decision.sources[column]?.top ?? []);
}
