import type { TraceId } from '../../src/protocol/trace.ts';
import type { InspectorState } from './state.ts';

/** What outlives a hidden view. */
interface SavedState {
  readonly selected: TraceId | null;
  readonly following: boolean;
  readonly focused: number | null;
  readonly pinned: number | null;
}

/** The part of the state to be kept while the view is hidden. */
export function toSaved({ selected, following, focused, pinned }: InspectorState): SavedState {
  return { selected, following, focused, pinned };
}

/** Takes up a saved state; anything unexpected in it is passed over. */
export function restore(state: InspectorState, saved: unknown): InspectorState {
  if (typeof saved !== 'object' || saved === null) return state;
  const field = (name: keyof SavedState): unknown => (saved as Readonly<Record<string, unknown>>)[name];
  const following = field('following');
  const selected = field('selected');
  return {
    ...state,
    following: typeof following === 'boolean' ? following : state.following,
    selected: isIndex(selected) ? (selected as TraceId) : null,
    focused: indexOrNull(field('focused')),
    pinned: indexOrNull(field('pinned')),
  };
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function indexOrNull(value: unknown): number | null {
  return isIndex(value) ? value : null;
}
