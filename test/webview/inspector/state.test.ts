import { describe, expect, it } from 'vitest';
import { restore, toSaved } from '../../../webview/inspector/savedState.ts';
import {
  neededTrace,
  newerCount,
  shownIndex,
  shownRecord,
  tabStop,
} from '../../../webview/inspector/selectors.ts';
import {
  initialState,
  reduce,
  type InspectorState,
  type UserAction,
} from '../../../webview/inspector/state.ts';
import type { ToInspector } from '../../../src/protocol/inspector.ts';
import { completionHeader, completionTrace, outcome, traceId } from '../fixtures/traces.ts';

const run = (...events: readonly (ToInspector | UserAction)[]): InspectorState =>
  events.reduce(reduce, initialState);
const first = completionTrace('bo', 1);
const second = completionTrace('ug', 2);
const live = (id: number, count: number): readonly ToInspector[] => [
  { type: 'started', trace: completionHeader('bo', id) },
  ...first.decisions
    .slice(0, count)
    .map((decision) => ({ type: 'decision', id: traceId(id), decision }) as const),
];

describe('the list of generations', () => {
  it('is newest first, and the newest is selected', () => {
    const state = run({ type: 'traces', traces: [first, second] });
    expect(state.headers.map(({ id }) => id)).toEqual([2, 1]);
    expect(state.selected).toBe(2);
    expect(neededTrace(state)).toBe(2);
  });

  it('keeps the selected generation when the list comes again and the user chose it', () => {
    const chosen = run({ type: 'traces', traces: [first, second] }, { type: 'choose-trace', id: traceId(1) });
    const again = reduce(chosen, { type: 'traces', traces: [first, second, completionHeader('bo', 3)] });
    expect(again.selected).toBe(1);
    expect(newerCount(again)).toBe(2);
  });

  it('goes to the newest when the selected one is gone', () => {
    const chosen = run({ type: 'traces', traces: [first, second] }, { type: 'choose-trace', id: traceId(1) });
    expect(reduce(chosen, { type: 'traces', traces: [second] }).selected).toBe(2);
  });

  it('empties at a reset, and says why', () => {
    const state = run(
      { type: 'traces', traces: [first] },
      { type: 'trace', trace: first },
      { type: 'reset' },
    );
    expect(state.headers).toEqual([]);
    expect(state.selected).toBeNull();
    expect(state.emptiness).toBe('reset');
  });
});

describe('a running generation', () => {
  it('is followed to its newest token', () => {
    const state = run(...live(7, 3));
    expect(shownRecord(state)?.decisions).toHaveLength(3);
    expect(shownIndex(state)).toBe(2);
    expect(neededTrace(state)).toBeNull();
  });

  it('does not take the user away from the token at hand', () => {
    const state = run(...live(7, 3), { type: 'focus-token', index: 1 }, ...live(8, 4));
    expect(state.selected).toBe(7);
    expect(shownIndex(state)).toBe(1);
    expect(newerCount(state)).toBe(1);
  });

  it('is gone back to when the user wants to follow again', () => {
    const state = run(...live(7, 3), { type: 'focus-token', index: 1 }, ...live(8, 4), {
      type: 'follow',
      on: true,
    });
    expect(state.selected).toBe(8);
    expect(shownIndex(state)).toBe(3);
  });

  it('asks for a snapshot when the beginning was missed, and takes the longer of both', () => {
    const header = completionHeader('bo', 1);
    const missed = run(
      { type: 'traces', traces: [header] },
      { type: 'decision', id: header.id, decision: first.decisions[2]! },
    );
    expect(neededTrace(missed)).toBe(1);
    const snapshot = { ...header, decisions: first.decisions.slice(0, 3), outcome: null };
    const caughtUp = reduce(missed, { type: 'trace', trace: snapshot });
    expect(neededTrace(caughtUp)).toBeNull();
    const next = reduce(caughtUp, { type: 'decision', id: header.id, decision: first.decisions[3]! });
    expect(shownRecord(next)?.decisions).toHaveLength(4);
    expect(shownRecord(reduce(next, { type: 'trace', trace: snapshot }))?.decisions).toHaveLength(4);
  });

  it('notices a gap and drops nothing it has', () => {
    const gap = reduce(run(...live(1, 2)), {
      type: 'decision',
      id: traceId(1),
      decision: first.decisions[5]!,
    });
    expect(shownRecord(gap)?.decisions).toHaveLength(2);
    expect(neededTrace(gap)).toBe(1);
  });

  it('ignores a decision that comes twice', () => {
    const state = run(...live(1, 3));
    expect(reduce(state, { type: 'decision', id: traceId(1), decision: first.decisions[1]! })).toBe(state);
  });

  it('keeps its outcome when an older snapshot arrives late', () => {
    const ended = run(...live(1, 2), { type: 'ended', id: traceId(1), outcome: outcome('x') });
    const late = reduce(ended, {
      type: 'trace',
      trace: { ...completionHeader('bo', 1), decisions: [], outcome: null },
    });
    expect(shownRecord(late)?.outcome?.stop).toBe('natural-end');
    expect(shownRecord(late)?.decisions).toHaveLength(2);
  });

  it('does not pile up the decisions of all generations before it', () => {
    const many = Array.from({ length: 60 }, (_, id) => live(id, 1)).flat();
    const state = run(...many);
    expect(state.headers).toHaveLength(60);
    expect(state.records.size).toBeLessThanOrEqual(21);
    expect(neededTrace(reduce(state, { type: 'choose-trace', id: traceId(0) }))).toBe(0);
  });
});

describe('pinning', () => {
  const pinned = run(
    { type: 'traces', traces: [first] },
    { type: 'trace', trace: first },
    { type: 'toggle-pin', index: 2 },
  );

  it('keeps the card while the attention moves', () => {
    const moved = reduce(pinned, { type: 'focus-token', index: 5 });
    expect(shownIndex(moved)).toBe(2);
    expect(tabStop(moved)).toBe(5);
    expect(shownIndex(reduce(moved, { type: 'unpin' }))).toBe(5);
  });

  it('is taken back by the same key, and moved by a click', () => {
    expect(reduce(pinned, { type: 'toggle-pin', index: 2 }).pinned).toBeNull();
    expect(reduce(pinned, { type: 'point-at-token', index: 4 }).pinned).toBe(4);
    expect(reduce(reduce(pinned, { type: 'unpin' }), { type: 'point-at-token', index: 4 }).pinned).toBeNull();
  });

  it('ends with the choice of another generation', () => {
    const both = reduce(pinned, { type: 'traces', traces: [first, second] });
    const other = reduce(both, { type: 'choose-trace', id: traceId(2) });
    expect(other.pinned).toBeNull();
    expect(other.focused).toBeNull();
  });
});

describe('the saved state', () => {
  it('brings the view back to where it was', () => {
    const before = run(
      { type: 'traces', traces: [first, second] },
      { type: 'choose-trace', id: traceId(1) },
      { type: 'trace', trace: first },
      { type: 'toggle-pin', index: 3 },
    );
    const saved: unknown = JSON.parse(JSON.stringify(toSaved(before)));
    const back = [
      { type: 'traces', traces: [first, second] },
      { type: 'trace', trace: first },
    ] as const;
    const after = back.reduce<InspectorState>(reduce, restore(initialState, saved));
    expect(after.selected).toBe(1);
    expect(shownIndex(after)).toBe(3);
    expect(after.pinned).toBe(3);
  });

  it('is passed over where it is damaged', () => {
    for (const saved of [
      undefined,
      null,
      'x',
      4,
      [],
      { selected: -1, focused: 'a', pinned: 0.5, following: 1 },
    ]) {
      expect(restore(initialState, saved)).toEqual(initialState);
    }
  });
});
