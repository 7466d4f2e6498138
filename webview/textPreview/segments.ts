import type { TextLine, TextPlace, TextView } from '../../src/protocol/textPreview.ts';
import { clusterStart } from '../shared/clusters.ts';

/** A stretch of a line that is drawn alike. */
export type Segment =
  | {
      readonly kind: 'text' | 'selected';
      readonly text: string;
      /** Where it begins in the line, in UTF-16 units. */
      readonly start: number;
    }
  | { readonly kind: 'caret' }
  | { readonly kind: 'ghost'; readonly text: string };

/** Divides a line at its caret and at the ends of its selections, never inside a grapheme cluster. */
export function segmentsOf(line: TextLine, view: TextView): readonly Segment[] {
  const { text } = line;
  const selected = view.selections.flatMap(({ start, end }) => {
    const from = clusterStart(text, unitOn(line, start));
    const to = clusterStart(text, unitOn(line, end));
    return from < to ? [{ from, to }] : [];
  });
  const caret = view.caret.line === line.number ? clusterStart(text, view.caret.character) : null;
  const borders = new Set([0, text.length, ...selected.flatMap(({ from, to }) => [from, to])]);
  if (caret !== null) borders.add(caret);
  const segments: Segment[] = [];
  let start = 0;
  for (const end of [...borders].sort((one, other) => one - other)) {
    if (end > start) {
      const inside = selected.some(({ from, to }) => from <= start && end <= to);
      segments.push({ kind: inside ? 'selected' : 'text', text: text.slice(start, end), start });
    }
    if (end === caret) {
      segments.push({ kind: 'caret' });
      if (view.ghost !== '') segments.push({ kind: 'ghost', text: view.ghost });
    }
    start = end;
  }
  return segments;
}

/** Where on a line a place is: before it, on it, or behind it. */
function unitOn({ number, text }: TextLine, { line, character }: TextPlace): number {
  if (line < number) return 0;
  return line > number ? text.length : Math.min(character, text.length);
}
