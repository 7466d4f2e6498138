import { describe, expect, it } from 'vitest';
import { graphemeClusters } from '../../../src/engine/text/graphemes.ts';
import type { Decision } from '../../../src/protocol/engineTypes.ts';
import type { GenerationTask } from '../../../src/server/engine/engineRpc.ts';
import { promptTail } from '../../../src/server/traces/promptTail.ts';
import type { StoredTrace } from '../../../src/server/traces/traceStore.ts';
import { toRecord, TraceStore } from '../../../src/server/traces/traceStore.ts';

const task: GenerationTask = {
  kind: 'completion',
  request: {
    prefix: 'Қазақ ',
    language: 'kk-Cyrl',
    maxTokens: 8,
    endAt: 'sentence',
    rule: { kind: 'single', source: 'smallCpt' },
    sampling: { kind: 'greedy' },
  },
};

function begin(store: TraceStore, promptTailText: string): StoredTrace {
  const { rule } = task.request;
  return store.begin(
    { task: { kind: 'completion', language: 'kk-Cyrl' }, rule, promptTail: promptTailText, startedAt: 0 },
    task,
  );
}

/** The store never looks into a decision: only their number counts. */
function decisions(count: number): readonly Decision[] {
  return Array.from({ length: count }, (_, index) => ({ index }) as Decision);
}

describe('TraceStore', () => {
  it('keeps the newest, newest first, under ids that never come again', () => {
    const store = new TraceStore(3);
    const traces = ['a', 'b', 'c', 'd', 'e'].map((name) => begin(store, name));
    expect(store.headers().map((header) => header.promptTail)).toEqual(['e', 'd', 'c']);
    expect(new Set(traces.map((trace) => trace.header.id)).size).toBe(5);
    expect(store.find(traces[0]!.header.id)).toBeNull();
    expect(store.find(traces[4]!.header.id)?.header.promptTail).toBe('e');
  });

  it('drops the oldest decisions when there are too many, and never those just set', () => {
    const store = new TraceStore(10, 100);
    const [first, second, third] = ['a', 'b', 'c'].map((name) => begin(store, name));
    store.setDecisions(first!, decisions(60));
    store.setDecisions(second!, decisions(40));
    store.setDecisions(third!, decisions(40));
    expect([first, second, third].map((trace) => trace!.decisions.length)).toEqual([0, 40, 40]);
    store.setDecisions(second!, decisions(500));
    expect([first, second, third].map((trace) => trace!.decisions.length)).toEqual([0, 500, 0]);
  });

  it('forgets', () => {
    const store = new TraceStore();
    const trace = begin(store, 'a');
    store.forget(trace.header.id);
    expect(store.headers()).toEqual([]);
  });

  it('sends no more of a trace than the protocol says', () => {
    const trace = begin(new TraceStore(), 'a');
    expect(Object.keys(toRecord(trace)).sort()).toEqual(
      ['decisions', 'id', 'outcome', 'promptTail', 'rule', 'startedAt', 'task'].sort(),
    );
  });
});

describe('promptTail', () => {
  it.each([
    ['བོད་ཀྱི་སྐད་ཡིག་'],
    ['ئۇيغۇر تىلى '],
    ['ٴتىلى '],
    ['Қазақ тілі '],
    ['ᠮᠣᠩᠭᠣᠯ᠎ᠠ ᠬᠡᠯᠡ '],
    ['Монгол хэл '],
    ['👨‍👩‍👧‍👦'],
  ])('shows the last 200 clusters: %s', (unit) => {
    const prompt = unit.repeat(300);
    const tail = promptTail(prompt);
    expect(prompt.endsWith(tail)).toBe(true);
    expect(graphemeClusters(tail)).toEqual(graphemeClusters(prompt).slice(-200));
  });

  it('shows a short prompt whole', () => {
    expect(promptTail('Монгол хэл')).toBe('Монгол хэл');
  });
});
