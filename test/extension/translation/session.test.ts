import { describe, expect, it } from 'vitest';
import type { PreviewItem } from '../../../src/protocol/preview.ts';
import {
  advance,
  applicability,
  copyText,
  openItems,
  openSession,
  type Session,
  type SessionEvent,
} from '../../../src/extension/translation/session.ts';

function item(index: number): PreviewItem {
  return {
    index,
    source: `source ${index}`,
    sourceDirection: 'left-to-right',
    sourceLanguage: 'en',
    target: '',
    targetDirection: 'left-to-right',
    targetLanguage: 'bo',
    pieces: [],
    state: { kind: 'waiting' },
  };
}
function run(session: Session, ...events: readonly SessionEvent[]) {
  return events.reduce(
    (step, event) => {
      const next = advance(step.session, event);
      return { session: next.session, messages: [...step.messages, ...next.messages] };
    },
    { session, messages: [] as ReturnType<typeof advance>['messages'] },
  );
}
const two = openSession([item(0), item(1)]);
const done = (index: number, text = `T${index}`): SessionEvent => ({ kind: 'done', index, text });
const begun = (index: number): SessionEvent => ({ kind: 'begun', index });
const finished = run(two, begun(0), done(0), begun(1), done(1)).session;
const changed: SessionEvent = { kind: 'ground', ground: 'changed', message: 'changed' };
const intact: SessionEvent = { kind: 'ground', ground: 'intact', message: '' };

describe('a translation session', () => {
  it('streams, then takes the final text', () => {
    const delta: SessionEvent = { kind: 'delta', index: 0, sentence: 0, text: 'བོད' };
    const { session, messages } = run(two, begun(0), delta, done(0, 'བོད་ཡིག'));
    expect(messages.map((message) => message.type)).toEqual(['item', 'delta', 'item']);
    expect(session.items[0]).toMatchObject({ target: 'བོད་ཡིག', state: { kind: 'done' } });
    expect(openItems(session).map(({ index }) => index)).toEqual([1]);
  });

  it('keeps what a reader must know of the whole, also when a sentence is translated again', () => {
    const told: SessionEvent = { kind: 'done', index: 0, text: 'T', notice: 'It was converted.' };
    const { session } = run(two, begun(0), told);
    expect(session.items[0]).toMatchObject({ notice: 'It was converted.' });
    const again = run(session, { kind: 'sentenceRetried', index: 0, sentence: 0 }).session;
    expect(again.items[0]).toMatchObject({ notice: 'It was converted.' });
    expect(session.items[1]).not.toHaveProperty('notice');
  });

  it('may be applied only when every selection is translated', () => {
    expect(applicability(two)).toBe('unfinished');
    expect(applicability(run(two, begun(0), done(0)).session)).toBe('unfinished');
    expect(applicability(finished)).toBe('yes');
    const failed: SessionEvent = { kind: 'failed', index: 1, message: 'no' };
    expect(applicability(run(two, begun(0), done(0), begun(1), failed).session)).toBe('incomplete');
    expect(applicability(run(two, begun(0), done(0), { kind: 'cancelled' }).session)).toBe('incomplete');
  });

  it('ignores what arrives after a cancel', () => {
    const { session } = run(
      two,
      begun(0),
      { kind: 'cancelled' },
      { kind: 'delta', index: 0, sentence: 0, text: 'x' },
      done(0),
      begun(1),
    );
    expect(session.items.map(({ state }) => state.kind)).toEqual(['cancelled', 'cancelled']);
    expect(session.items[0]?.target).toBe('');
  });

  it('refuses when the text changed underneath, and allows again when an undo brought it back', () => {
    const away = run(finished, changed);
    expect(away.messages).toEqual([{ type: 'stale', message: 'changed' }]);
    expect(applicability(away.session)).toBe('changed');
    const back = run(away.session, intact);
    expect(back.messages).toEqual([{ type: 'items', items: finished.items }]);
    expect(applicability(back.session)).toBe('yes');
  });

  it('says once that the ground changed', () => {
    expect(run(finished, changed, changed).messages).toHaveLength(1);
  });

  it('is applied once; after an undo it may be applied again', () => {
    const applied = run(finished, { kind: 'applied', message: 'done' }, changed);
    expect(applied.messages).toEqual([{ type: 'applied', message: 'done' }]);
    expect(applicability(applied.session)).toBe('already-applied');
    expect(applicability(run(applied.session, intact).session)).toBe('yes');
  });

  it('tries again what is missing, or everything when nothing is', () => {
    const half = run(two, begun(0), done(0), { kind: 'cancelled' }, { kind: 'retried' }).session;
    expect(openItems(half).map(({ index }) => index)).toEqual([1]);
    expect(openItems(run(finished, { kind: 'retried' }).session)).toHaveLength(2);
  });

  it('copies the finished translations', () => {
    expect(copyText(finished)).toBe('T0\nT1');
    expect(copyText(run(two, begun(0), done(0), { kind: 'cancelled' }).session)).toBe('T0');
  });
});

describe('the sentences of a selection', () => {
  const outlined: SessionEvent = {
    kind: 'outlined',
    index: 0,
    pieces: [
      { kind: 'kept', text: '# ' },
      { kind: 'sentence', source: 'One.' },
      { kind: 'kept', text: '\n' },
      { kind: 'sentence', source: 'Two.' },
      { kind: 'kept', text: '\n' },
    ],
  };
  const sentence = (number: number, text: string, warning: string | null = null): SessionEvent => ({
    kind: 'sentence',
    index: 0,
    sentence: number,
    translated: { text, warning },
  });
  const one = openSession([item(0)]);
  const written = run(one, begun(0), outlined, sentence(0, 'གཅིག'), sentence(1, 'གཉིས', 'Check it.'), {
    kind: 'done',
    index: 0,
    text: '# གཅིག\nགཉིས\n',
  }).session;
  const retried = (number: number): SessionEvent => ({ kind: 'sentenceRetried', index: 0, sentence: number });
  const ended = (text: string | null): SessionEvent => ({
    kind: 'sentenceRetryEnded',
    index: 0,
    translated: text === null ? null : { text, warning: null },
  });

  it('come one by one, with what is kept between them', () => {
    const targets: string[] = [];
    let session = one;
    for (const event of [begun(0), outlined, sentence(0, 'གཅིག'), sentence(1, 'གཉིས')]) {
      session = advance(session, event).session;
      targets.push(session.items[0]!.target);
    }
    expect(targets).toEqual(['', '# ', '# གཅིག\n', '# གཅིག\nགཉིས\n']);
    expect(written.items[0]?.state).toEqual({ kind: 'done', warning: 'Check it.' });
  });

  it('can be translated again, one at a time, and take their warning along', () => {
    const busy = run(written, retried(1)).session;
    expect(busy.items[0]).toMatchObject({ state: { kind: 'retrying' }, target: '# གཅིག\nགཉིས\n' });
    expect(applicability(busy)).toBe('unfinished');
    expect(run(busy, retried(0)).session).toBe(busy);
    const better = run(busy, ended('གཉིས་པ')).session;
    expect(better.items[0]).toMatchObject({
      state: { kind: 'done', warning: null },
      target: '# གཅིག\nགཉིས་པ\n',
    });
    expect(applicability(better)).toBe('yes');
  });

  it('stay as they were when nothing comes of it, or it is cancelled', () => {
    for (const event of [ended(null), { kind: 'cancelled' } as const]) {
      const { session } = run(written, retried(1), event);
      expect(session.items).toEqual(written.items);
    }
  });

  it('can be translated again after Replace only once it is undone', () => {
    const applied = run(
      written,
      { kind: 'applied', message: 'done' },
      changed,
      retried(0),
      ended('x'),
    ).session;
    expect(applicability(applied)).toBe('already-applied');
    expect(applicability(run(applied, intact).session)).toBe('yes');
  });
});
