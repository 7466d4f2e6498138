import { proseBlocks } from '../../engine/markup/proseBlocks.ts';
import { convertScript } from '../../engine/scripts/convertScript.ts';
import type { LossKind, ScriptLoss } from '../../engine/scripts/losses.ts';
import type { TextRange } from '../../engine/scripts/protectedRanges.ts';
import type { ScriptPair } from '../../engine/scripts/scriptTag.ts';
import { assertProcessable } from '../../engine/text/wellFormed.ts';
import type { ConvertScriptResult } from '../../protocol/messages.ts';
import type { PlacedSelection } from '../translation/selected.ts';

/** How many places are shown as examples of what would not come back. */
const shown = 5;

/**
 * Writes the prose of a selection in another script; its markup stays byte for byte.
 *
 * @throws TriMixError `scripts-not-convertible`, `text-not-well-formed`, `text-binary`
 */
export function convertSelection(placed: PlacedSelection, pair: ScriptPair): ConvertScriptResult {
  const { text, within } = placed;
  assertProcessable(text.slice(within.start, within.end));
  const losses: ScriptLoss[] = [];
  let converted = '';
  let at = within.start;
  let comesBack = true;
  for (const { start, end } of proseOf(placed)) {
    const part = convertScript(text.slice(start, end), pair);
    converted += text.slice(at, start) + part.text;
    comesBack &&= part.exact;
    losses.push(...part.losses);
    at = end;
  }
  converted += text.slice(at, within.end);
  const keepsMarkup = keptOf(placed) === keptOf(withText(placed, converted));
  return {
    text: converted,
    exact: comesBack && keepsMarkup,
    keepsMarkup,
    losses: countByKind(losses),
    examples: losses
      .filter(({ kind }) => kind === 'spelling' || kind === 'foreign')
      .slice(0, shown)
      .map(({ source, back }) => ({ source, back })),
  };
}

/** The stretches of prose in a selection, without the white space around them: in Wylie a space is a sign. */
export function proseOf({ text, within, format }: PlacedSelection): readonly TextRange[] {
  return proseBlocks(text, format, within)
    .flat()
    .filter(({ kind }) => kind === 'text')
    .map(({ start, end }) => {
      const prose = text.slice(start, end);
      const first = end - prose.trimStart().length;
      return { start: first, end: Math.max(first, start + prose.trimEnd().length) };
    });
}

/** All of a selection that is no prose. */
function keptOf(placed: PlacedSelection): string {
  const { text, within } = placed;
  let kept = '';
  let at = within.start;
  for (const { start, end } of proseOf(placed)) {
    kept += text.slice(at, start);
    at = end;
  }
  return kept + text.slice(at, within.end);
}

function withText({ text, within, format }: PlacedSelection, changed: string): PlacedSelection {
  return {
    text: text.slice(0, within.start) + changed + text.slice(within.end),
    within: { start: within.start, end: within.start + changed.length },
    format,
  };
}

function countByKind(losses: readonly ScriptLoss[]): Record<LossKind, number> {
  const counts = { case: 0, variant: 0, spelling: 0, foreign: 0 };
  for (const { kind } of losses) counts[kind]++;
  return counts;
}
