import type { Decision, TranslationTag } from '../../src/protocol/engineTypes.ts';
import type { TraceHeader, TraceId, TraceRecord } from '../../src/protocol/trace.ts';
import type { InspectorState } from './state.ts';

/** The generation that is shown, if its decisions are here. */
export function shownRecord(state: InspectorState): TraceRecord | null {
  return state.selected === null ? null : (state.records.get(state.selected) ?? null);
}

/** Index of the token whose card is shown: the pinned one, else the focused one, else the newest; null: none yet. */
export function shownIndex(state: InspectorState): number | null {
  const count = shownRecord(state)?.decisions.length ?? 0;
  if (count === 0) return null;
  return Math.min(state.pinned ?? state.focused ?? count - 1, count - 1);
}

/** Index of the token that Tab reaches in the strip. */
export function tabStop(state: InspectorState): number {
  const count = shownRecord(state)?.decisions.length ?? 0;
  return Math.max(0, Math.min(state.focused ?? count - 1, count - 1));
}

/** The decision whose card is shown. */
export function shownDecision(state: InspectorState): Decision | null {
  const index = shownIndex(state);
  return index === null ? null : (shownRecord(state)?.decisions[index] ?? null);
}

/** The generation whose decisions have to be asked for, if the shown one is not (wholly) here. */
export function neededTrace(state: InspectorState): TraceId | null {
  if (state.selected === null) return null;
  return state.records.has(state.selected) && !state.incomplete.has(state.selected) ? null : state.selected;
}

/** How many generations are newer than the one shown. */
export function newerCount(state: InspectorState): number {
  return Math.max(
    0,
    state.headers.findIndex(({ id }) => id === state.selected),
  );
}

/** The language in which a generation writes. */
export function outputLanguage({ task }: TraceHeader): TranslationTag {
  return task.kind === 'completion' ? task.language : task.to;
}
