import { proseBlocks } from '../../engine/markup/proseBlocks.ts';
import { convertScript } from '../../engine/scripts/convertScript.ts';
import type { LossKind, ScriptLoss } from '../../engine/scripts/losses.ts';
import type { TextRange } from '../../engine/scripts/protectedRanges.ts';
import type { ScriptPair } from '../../engine/scripts/scriptTag.ts';
import { tsheg } from '../../engine/scripts/tibetan/ewts.ts';
import { graphemeClusters } from '../../engine/text/graphemes.ts';
import { assertProcessable } from '../../engine/text/wellFormed.ts';
import type { ConvertScriptResult } from '../../protocol/messages.ts';
import type { PlacedSelection } from '../translation/selected.ts';
import { tshegSpaces } from './tshegSpaces.ts';

/** How many places are shown as examples of what would not come back. */
const shown = 5;

/**
 * Writes the prose of a selection in another script; its markup stays byte for byte.
 *
 * @throws TriMixError `scripts-not-convertible`, `text-not-well-formed`, `text-binary`
 */
export function convertSelection(placed: PlacedSelection, pair: ScriptPair): ConvertScriptResult {
  const source = placed.text.slice(placed.within.start, placed.within.end);
  assertProcessable(source);
  const there = convertProse(placed, pair);
  const result = withText(placed, there.text);
  const keepsMarkup = keptOf(placed) === keptOf(result);
  const back = convertProse(result, { from: pair.to, to: pair.from }).text;
  const losses = back === source ? [] : there.losses.length > 0 ? there.losses : [difference(source, back)];
  return {
    text: there.text,
    exact: back === source && keepsMarkup,
    keepsMarkup,
    losses: countByKind(losses),
    examples: losses
      .filter(({ kind }) => kind === 'spelling' || kind === 'foreign')
      .slice(0, shown)
      .map(({ source, back }) => ({ source, back })),
  };
}

type Lost = Pick<ScriptLoss, 'kind' | 'source' | 'back'>;

function convertProse(
  placed: PlacedSelection,
  pair: ScriptPair,
): { readonly text: string; readonly losses: readonly Lost[] } {
  const { text, within } = placed;
  const losses: Lost[] = [];
  const tshegs = pair.from === 'bo-Latn' ? tshegSpaces(placed) : new Set<number>();
  let converted = '';
  let at = within.start;
  const keepUpTo = (end: number): void => {
    for (; at < end; at++) converted += tshegs.has(at) ? tsheg : text.charAt(at);
  };
  for (const { start, end } of proseOf(placed)) {
    const part = convertScript(text.slice(start, end), pair);
    keepUpTo(start);
    converted += part.text;
    // A tsheg with which a part begins comes back by what stands before the part.
    losses.push(...part.losses.filter((loss) => loss.units.start > 0 || loss.source !== tsheg));
    at = end;
  }
  keepUpTo(within.end);
  return { text: converted, losses };
}

/** Where a text first differs from what comes back: beside prose, when all prose itself comes back. */
function difference(source: string, back: string): Lost {
  const was = graphemeClusters(source);
  const is = graphemeClusters(back);
  const start = was.findIndex((cluster, index) => cluster !== is[index]);
  const first = start < 0 ? was.length : start;
  return { kind: 'spelling', source: was[first] ?? '', back: is[first] ?? '' };
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

/** All of a selection that is no prose, without white space beside prose and at line ends: a tsheg becomes such. */
function keptOf(placed: PlacedSelection): string {
  const { text, within } = placed;
  let kept = '';
  let at = within.start;
  for (const { start, end } of proseOf(placed)) {
    kept += text.slice(at, start).replace(edges, '');
    at = end;
  }
  return kept + text.slice(at, within.end).replace(edges, '');
}

const edges = /^[ \t]+|[ \t]+$|(?<![ \t])[ \t]+(?=[\r\n])/gu;

function withText(placed: PlacedSelection, changed: string): PlacedSelection {
  const { text, within } = placed;
  return {
    ...placed,
    text: text.slice(0, within.start) + changed + text.slice(within.end),
    within: { start: within.start, end: within.start + changed.length },
  };
}

function countByKind(losses: readonly Lost[]): Record<LossKind, number> {
  const counts = { case: 0, variant: 0, spelling: 0, foreign: 0 };
  for (const { kind } of losses) counts[kind]++;
  return counts;
}
