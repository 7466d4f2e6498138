import type { Decision } from '../../../src/protocol/engineTypes.ts';
import { element } from '../../shared/dom.ts';
import { sourceMark } from '../../shared/sources.ts';
import { tokenLabel } from '../describe.ts';
import type { Unit } from '../units.ts';
import { tokenPieces } from './tokenText.ts';

/** A drawn unit and its tokens, in order. */
export interface DrawnUnit {
  readonly unit: Unit;
  readonly root: HTMLElement;
  readonly tokens: readonly HTMLElement[];
}

/**
 * Draws a unit. One token is simply a span with its text. Several tokens share a text that cannot be cut: it is
 * drawn whole, and over it lie the tokens' areas side by side.
 * @param decisions those of the unit's tokens.
 * @param total tokens of the generation so far.
 */
export function drawUnit(unit: Unit, decisions: readonly Decision[], total: number): DrawnUnit {
  const tokens = decisions.map((decision) => drawToken(decision));
  const [only] = tokens;
  let root: HTMLElement;
  if (only !== undefined && tokens.length === 1) {
    only.append(...tokenPieces(unit.text, 'running'));
    root = only;
  } else {
    tokens.forEach((token, at) => {
      token.classList.add('area');
      token.style.setProperty('--at', String(at));
    });
    const text = element(
      'span',
      { attributes: { 'aria-hidden': 'true' } },
      ...tokenPieces(unit.text, 'running'),
    );
    root = element(
      'span',
      { class: 'unit', attributes: { role: 'presentation' }, variables: { '--of': String(unit.count) } },
      text,
      ...tokens,
    );
  }
  const drawn = { unit, root, tokens };
  labelTokens(drawn, decisions, total);
  return drawn;
}

/** Gives the tokens of a unit their accessible names. */
export function labelTokens(
  { unit, tokens }: DrawnUnit,
  decisions: readonly Decision[],
  total: number,
): void {
  decisions.forEach((decision, at) => {
    tokens[at]?.setAttribute('aria-label', tokenLabel(decision, total, unit.count > 1 ? unit.text : null));
  });
}

function drawToken(decision: Decision): HTMLElement {
  return element('span', {
    class: decision.changedByFusion ? 'token mark changed' : 'token mark',
    attributes: {
      role: 'option',
      tabindex: -1,
      'data-source': sourceMark[decision.winner],
      'data-index': decision.index,
    },
  });
}
