import type { Decision } from '../../src/protocol/engineTypes.ts';
import type { ToInspector } from '../../src/protocol/inspector.ts';
import type { TraceHeader, TraceId, TraceRecord } from '../../src/protocol/trace.ts';
import { assertNever } from '../shared/assertNever.ts';

/** Everything the inspector shows, and nothing of how it is drawn. */
export interface InspectorState {
  /** Newest first. */
  readonly headers: readonly TraceHeader[];
  /** Decisions in order without gaps, for the generations that were loaded or seen from their start. */
  readonly records: ReadonlyMap<TraceId, TraceRecord>;
  /** Generations whose decisions have to be asked for (again). */
  readonly incomplete: ReadonlySet<TraceId>;
  readonly selected: TraceId | null;
  /** Whether a newly started generation becomes the selected one. */
  readonly following: boolean;
  /** Token with the keyboard's attention; null: the newest. */
  readonly focused: number | null;
  /** Token whose card stays while the attention moves; null: none. */
  readonly pinned: number | null;
  /** Why there is nothing: nothing was generated yet, or the server went away with its traces. */
  readonly emptiness: 'not-yet' | 'reset';
}

/** What the user does. */
export type UserAction =
  | { readonly type: 'choose-trace'; readonly id: TraceId }
  | { readonly type: 'follow'; readonly on: boolean }
  | { readonly type: 'focus-token'; readonly index: number }
  /** A click: shows this token, and moves the pin there if one is set. */
  | { readonly type: 'point-at-token'; readonly index: number }
  | { readonly type: 'toggle-pin'; readonly index: number }
  | { readonly type: 'unpin' };

/** Generations kept in the list; the server's ring buffer keeps fewer, so nothing reachable is lost. */
const listLimit = 200;

/** Generations whose decisions are kept here; older ones are asked for again when chosen. */
const recordLimit = 20;

export const initialState: InspectorState = {
  headers: [],
  records: new Map(),
  incomplete: new Set(),
  selected: null,
  following: true,
  focused: null,
  pinned: null,
  emptiness: 'not-yet',
};

/** The next state. Pure: the same state and event give the same result. */
export function reduce(state: InspectorState, event: ToInspector | UserAction): InspectorState {
  switch (event.type) {
    case 'traces':
      return withHeaders(state, event.traces);
    case 'trace':
      return withRecord(state, event.trace);
    case 'started':
      return started(state, event.trace);
    case 'decision':
      return decided(state, event.id, event.decision);
    case 'ended': {
      const record = state.records.get(event.id);
      return record === undefined ? state : put(state, { ...record, outcome: event.outcome });
    }
    case 'reset':
      return { ...initialState, following: state.following, emptiness: 'reset' };
    case 'choose-trace':
      if (!state.headers.some(({ id }) => id === event.id)) return state;
      return { ...select(state, event.id), following: event.id === state.headers[0]?.id && state.following };
    case 'follow': {
      const newest = state.headers[0];
      const next = { ...state, following: event.on };
      return event.on && newest !== undefined ? select(next, newest.id) : next;
    }
    case 'focus-token':
      return { ...state, focused: event.index, following: false };
    case 'point-at-token':
      return {
        ...state,
        focused: event.index,
        pinned: state.pinned === null ? null : event.index,
        following: false,
      };
    case 'toggle-pin':
      return {
        ...state,
        focused: event.index,
        pinned: state.pinned === event.index ? null : event.index,
        following: false,
      };
    case 'unpin':
      return { ...state, pinned: null };
    default:
      return assertNever(event);
  }
}

function withHeaders(state: InspectorState, traces: readonly TraceHeader[]): InspectorState {
  const headers = [...traces].sort(newestFirst).slice(0, listLimit);
  const known = new Set(headers.map(({ id }) => id));
  const next: InspectorState = {
    ...state,
    headers,
    records: new Map([...state.records].filter(([id]) => known.has(id))),
    incomplete: new Set([...state.incomplete].filter((id) => known.has(id))),
  };
  const newest = headers[0];
  if (newest === undefined) return { ...next, selected: null, focused: null, pinned: null };
  const stays = state.selected !== null && known.has(state.selected) && !state.following;
  return stays ? next : select(next, newest.id);
}

/** A snapshot may be older than the decisions that came meanwhile: the longer list wins, an outcome stays. */
function withRecord(state: InspectorState, record: TraceRecord): InspectorState {
  const live = state.records.get(record.id);
  const decisions =
    live !== undefined && live.decisions.length > record.decisions.length ? live.decisions : record.decisions;
  const incomplete = new Set(state.incomplete);
  incomplete.delete(record.id);
  const next = put(
    { ...state, incomplete },
    { ...record, decisions, outcome: record.outcome ?? live?.outcome ?? null },
  );
  return next.headers.some(({ id }) => id === record.id)
    ? next
    : withHeaders(next, [record, ...next.headers]);
}

function started(state: InspectorState, header: TraceHeader): InspectorState {
  const others = state.headers.filter(({ id }) => id !== header.id);
  const headers = [header, ...others].slice(0, listLimit);
  const kept = new Set([...headers.slice(0, recordLimit).map(({ id }) => id), state.selected]);
  const records = new Map([...state.records].filter(([id]) => kept.has(id)));
  const next = put({ ...state, headers, records }, { ...header, decisions: [], outcome: null });
  return state.following || state.selected === null ? select(next, header.id) : next;
}

function decided(state: InspectorState, id: TraceId, decision: Decision): InspectorState {
  const record = state.records.get(id);
  if (record !== undefined && decision.index < record.decisions.length) return state;
  if (record === undefined || decision.index > record.decisions.length) {
    // The beginning was missed: a snapshot is needed, and holds this decision too.
    return state.incomplete.has(id) ? state : { ...state, incomplete: new Set([...state.incomplete, id]) };
  }
  return put(state, { ...record, decisions: [...record.decisions, decision] });
}

function put(state: InspectorState, record: TraceRecord): InspectorState {
  return { ...state, records: new Map(state.records).set(record.id, record) };
}

function select(state: InspectorState, id: TraceId): InspectorState {
  return id === state.selected ? state : { ...state, selected: id, focused: null, pinned: null };
}

function newestFirst(one: TraceHeader, other: TraceHeader): number {
  return other.startedAt - one.startedAt || other.id - one.id;
}
