import { describe, expect, it } from 'vitest';
import type { PreviewItem, ToPreview } from '../../../src/protocol/preview.ts';
import { stateText } from '../../../webview/preview/describe.ts';
import {
  actionStates,
  ending,
  initialState,
  reduce,
  type ActionName,
  type PreviewState,
} from '../../../webview/preview/state.ts';
import { passageOfSentences, previewItem } from '../fixtures/previews.ts';

const run = (...messages: readonly ToPreview[]): PreviewState => messages.reduce(reduce, initialState);
const items = (...states: readonly PreviewItem['state'][]): ToPreview => ({
  type: 'items',
  items: states.map((state, index) => previewItem({ index, state })),
});
const done = { kind: 'done', warning: null } as const;
const pressable = (state: PreviewState): readonly ActionName[] =>
  (['replace', 'insertBelow', 'copy', 'cancel', 'retry'] as const).filter(
    (name) => actionStates(state)[name].enabled,
  );

describe('passages', () => {
  it('grow by deltas, each by its own', () => {
    const state = run(
      {
        type: 'items',
        items: [previewItem({ index: 0, target: '', state: { kind: 'waiting' } }), previewItem({ index: 1 })],
      },
      { type: 'delta', index: 0, text: 'བོད་' },
      { type: 'delta', index: 0, text: 'ཡིག' },
      { type: 'delta', index: 9, text: 'x' },
    );
    expect(state.items[0]).toMatchObject({ target: 'བོད་ཡིག', state: { kind: 'running' } });
    expect(state.items[1]?.target).toBe(previewItem({}).target);
  });

  it('are replaced by their final form and kept in order', () => {
    const state = run(
      {
        type: 'items',
        items: [previewItem({ index: 1 }), previewItem({ index: 0, state: { kind: 'running' } })],
      },
      { type: 'item', item: previewItem({ index: 0, target: 'x' }) },
    );
    expect(state.items.map(({ index }) => index)).toEqual([0, 1]);
    expect(state.items[0]?.target).toBe('x');
  });
});

describe('buttons', () => {
  it('only cancel while work goes on', () => {
    expect(pressable(run(items(done, { kind: 'running' })))).toEqual(['cancel']);
    expect(pressable(run(items({ kind: 'waiting' })))).toEqual(['cancel']);
  });

  it('apply when all is done, with or without a warning', () => {
    expect(pressable(run(items(done)))).toEqual(['replace', 'insertBelow', 'copy']);
    expect(pressable(run(items({ kind: 'done', warning: 'w' })))).toEqual(['replace', 'insertBelow', 'copy']);
  });

  it('retry what failed or was cancelled; with a passage missing only copying is left', () => {
    expect(pressable(run(items({ kind: 'failed', message: 'm' })))).toEqual(['retry']);
    expect(pressable(run(items(done, { kind: 'cancelled' })))).toEqual(['copy', 'retry']);
  });

  it('change no document that changed underneath, and none twice', () => {
    expect(pressable(run(items(done), { type: 'stale', message: 's' }))).toEqual(['copy']);
    expect(pressable(run(items(done), { type: 'applied', message: 'a' }))).toEqual(['copy']);
  });

  it('start afresh with a new translation', () => {
    expect(pressable(run(items(done), { type: 'stale', message: 's' }, items(done)))).toContain('replace');
    expect(pressable(initialState)).toEqual([]);
  });

  it('do not insert an empty translation', () => {
    const state = run({ type: 'items', items: [previewItem({ target: '' })] });
    expect(pressable(state)).toEqual([]);
  });
});

describe('ending', () => {
  it('is told once, by its worst passage', () => {
    const running = run(items({ kind: 'running' }, done));
    expect(ending(running, run(items(done, done)))).toBe('done');
    expect(ending(running, run(items(done, { kind: 'failed', message: 'm' })))).toBe('failed');
    expect(ending(running, run(items(done, { kind: 'cancelled' })))).toBe('cancelled');
    expect(ending(run(items(done)), run(items(done)))).toBeNull();
    expect(ending(running, running)).toBeNull();
  });
});

describe('a sentence that is translated again', () => {
  const finished = run({ type: 'items', items: [passageOfSentences()] });
  const again = run({ type: 'items', items: [passageOfSentences({ state: { kind: 'retrying' } })] });

  it('leaves only Cancel to press, and its end is told', () => {
    expect(pressable(again)).toEqual(['cancel']);
    expect(ending(again, finished)).toBe('retried');
  });
});

describe('stateText', () => {
  it('counts the sentences, those done and those to check', () => {
    const { pieces } = passageOfSentences();
    expect(stateText(passageOfSentences()).text).toBe(
      'The translation reached the limit of 9 tokens. (1 of 3 sentences)',
    );
    const open = pieces.map((piece) =>
      piece.kind === 'sentence' && piece.number > 0
        ? { ...piece, state: { kind: 'waiting' } as const }
        : piece,
    );
    expect(stateText(passageOfSentences({ pieces: open, state: { kind: 'running' } })).text).toBe(
      'Translating sentence 2 of 3 …',
    );
  });

  it('has words and a tone for each state', () => {
    expect(stateText(previewItem({ state: { kind: 'done', warning: 'It repeats.' } }))).toEqual({
      text: 'It repeats.',
      tone: 'warning',
    });
    expect(stateText(previewItem({ state: { kind: 'failed', message: 'No model.' } }))).toEqual({
      text: 'Failed: No model.',
      tone: 'error',
    });
    expect(stateText(previewItem({ state: { kind: 'running' } })).tone).toBe('note');
  });

  it('says at the end what a reader must know of the whole, after any warning', () => {
    const notice = 'It was converted.';
    expect(stateText(previewItem({ notice, state: { kind: 'running' } })).text).not.toContain(notice);
    expect(stateText(previewItem({ notice, state: { kind: 'done', warning: null } }))).toEqual({
      text: notice,
      tone: 'note',
    });
    expect(stateText(previewItem({ notice, state: { kind: 'done', warning: 'It repeats.' } })).text).toBe(
      'It repeats. It was converted.',
    );
  });
});
