import type { Decision, SourceId, TranslationTag } from '../../../src/protocol/engineTypes.ts';
import { element, fill, setText } from '../../shared/dom.ts';
import { integer, pluralForm } from '../../shared/format.ts';
import { textAttributes } from '../../shared/languages.ts';
import { sourceIds, sourceMark } from '../../shared/sources.ts';
import { fillParts, fillText } from '../../shared/template.ts';
import { strings } from '../../strings.ts';
import { createButton } from '../../toolkit.ts';
import { divergenceText, guardText, summary, weightOriginText } from '../describe.ts';
import { contributionBars } from './bars.ts';
import { sourcesTable } from './table.ts';
import { tokenChip, tokenPieces } from './tokenText.ts';
import { weightsWay } from './weightsWay.ts';

/** What the card asks of its owner. */
export interface CardActions {
  copy(decision: Decision): void;
  togglePin(index: number): void;
}

/** What the card shows. */
export interface CardContent {
  readonly decision: Decision;
  readonly total: number;
  readonly tag: TranslationTag;
  readonly pinned: boolean;
}

/** Everything there is to know about one token. */
export class Card {
  readonly root: HTMLElement;
  readonly #title = element('h2', { attributes: { id: 'card-title' } });
  readonly #body = element('div', { class: 'card-body' });
  readonly #pin = createButton(strings.card.pin, 'secondary', () => {
    if (this.#shown !== null) this.#actions.togglePin(this.#shown.decision.index);
  });
  readonly #actions: CardActions;
  #shown: CardContent | null = null;

  constructor(actions: CardActions) {
    this.#actions = actions;
    const copy = createButton(strings.card.copy, 'secondary', () => {
      if (this.#shown !== null) actions.copy(this.#shown.decision);
    });
    const head = element('header', { class: 'card-head' }, this.#title, this.#pin.root, copy.root);
    this.root = element(
      'section',
      { class: 'card', attributes: { 'aria-labelledby': 'card-title' } },
      head,
      this.#body,
    );
  }

  update(content: CardContent): void {
    const { decision, total, tag, pinned } = content;
    setText(this.#title, fillText(strings.card.title, { number: decision.index + 1, total: integer(total) }));
    this.#pin.update({
      visible: true,
      enabled: true,
      label: pinned ? strings.card.unpin : strings.card.pin,
    });
    const same = this.#shown?.decision === decision && this.#shown.tag === tag;
    this.#shown = content;
    if (same) return;
    fill(
      this.#body,
      headline(decision, tag),
      contributionBars(decision, tag),
      sourcesTable(decision, tag),
      moreFacts(decision),
      weightsWay(decision),
    );
  }
}

function headline(decision: Decision, tag: TranslationTag): HTMLElement {
  const { template, values } = summary(decision);
  const sentence = fillParts<string | Node>(template, {
    ...values,
    chosen: tokenChip(decision.text, tag),
    runnerUp: tokenChip(decision.runnerUp.text, tag),
  });
  const whole = element(
    'div',
    {
      class: 'chosen-token script mark',
      attributes: { ...textAttributes(tag), 'data-source': sourceMark[decision.winner] },
    },
    ...tokenPieces(decision.text, 'alone'),
  );
  const words = element('div', {}, element('p', { class: 'summary' }, ...sentence));
  const changed = decision.changedByFusion ? changedSentence(decision, tag) : null;
  if (changed !== null) words.append(changed);
  const badges = badgesOf(decision);
  if (badges.length > 0) words.append(element('p', { class: 'badges' }, ...badges.map(badge)));
  return element('div', { class: 'headline' }, whole, words);
}

/** What the heaviest model would have written instead, or that no model wanted this token. */
function changedSentence(decision: Decision, tag: TranslationTag): HTMLElement | null {
  const heaviest = heaviestSource(decision);
  const choice = decision.sources[heaviest]?.choice;
  if (choice === undefined) return null;
  const wanted = sourceIds.some((source) => decision.sources[source]?.choice.token === decision.token);
  const parts = fillParts<string | Node>(strings.card.changedAgainst, {
    winner: strings.sources[heaviest],
    other: tokenChip(choice.text, tag),
  });
  return element('p', { class: 'note' }, ...parts, wanted ? null : ` ${strings.card.changedNobody}`);
}

function heaviestSource({ weights }: Decision): SourceId {
  return sourceIds.reduce((best, source) => (weights[source] > weights[best] ? source : best));
}

/** Not the component library's badge: that one sets a style attribute, which the content security policy forbids. */
function badge(text: string): HTMLElement {
  return element('span', { class: 'badge' }, text);
}

function badgesOf({ changedByFusion, margin, guard }: Decision): readonly string[] {
  const badges: string[] = [];
  if (changedByFusion) badges.push(strings.card.changed);
  if (margin < 0) badges.push(strings.card.sampled);
  if (guard !== null && guard.banned > 0) {
    badges.push(fillText(pluralForm(strings.card.guarded, guard.banned), { count: integer(guard.banned) }));
  }
  return badges;
}

function moreFacts(decision: Decision): HTMLElement {
  const facts = [
    [strings.card.weights, weightOriginText(decision)],
    [strings.card.divergence, divergenceText(decision)],
    [strings.card.guard, guardText(decision)],
  ] as const;
  return element(
    'section',
    { class: 'more', attributes: { 'aria-labelledby': 'more-title' } },
    element('h3', { attributes: { id: 'more-title' } }, strings.card.more),
    element('dl', {}, ...facts.flatMap(([term, text]) => [element('dt', {}, term), element('dd', {}, text)])),
  );
}
