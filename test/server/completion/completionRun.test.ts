import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import {
  CompletionRun,
  graceMs,
  type Heard,
  type RunStart,
} from '../../../src/server/completion/completionRun.ts';
import { prefixWindow, type TextSource } from '../../../src/server/completion/contextWindow.ts';

const key = 'key';
const uri = 'file:///text.md';
const never = new AbortController().signal;

function source(text: string): TextSource {
  return { length: text.length, slice: (start, end) => text.slice(start, end) };
}

function runAt(document: string, overrides: Partial<RunStart> = {}): CompletionRun {
  return new CompletionRun({
    uri,
    offset: document.length,
    prefix: prefixWindow(source(document), document.length),
    language: 'kk-Cyrl',
    key,
    kind: 'completion',
    ...overrides,
  });
}

/** A run that writes already. */
function writing(document: string, written: string, overrides: Partial<RunStart> = {}): CompletionRun {
  const run = runAt(document, overrides);
  run.begin();
  run.write(written);
  return run;
}

/** What a waiter has heard by now. */
async function now(heard: Promise<Heard>): Promise<Heard | 'waiting'> {
  return await Promise.race([heard, vi.advanceTimersByTimeAsync(0).then((): 'waiting' => 'waiting')]);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a run that is typed along', () => {
  it.each<[LanguageTag, string, string, string]>([
    ['bo', 'བོད་', 'ཀྱི་', 'ལོ་རྒྱུས།'],
    ['ug', 'مەن ', 'مەك', 'تەپكە بارىمەن.'],
    ['kk-Arab', 'بۇل ', 'قا', 'زاق ەلى.'],
    ['kk-Cyrl', 'Бұл ', 'қаз', 'ақ елі.'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ', 'ᠬᠡ', 'ᠯᠡ ᠪᠢᠴᠢᠭ᠌᠃'],
    ['mn-Cyrl', 'Монгол ', 'хэл ', 'бичиг.'],
  ])(
    '%s: answers the newer request with the rest, the older with nothing',
    async (language, text, typed, rest) => {
      const run = writing(text, typed, { language });
      const older = run.hear('', null, never);
      expect(run.typedIn(key, uri, source(text + typed))).toBe(typed);
      const newer = run.hear(typed, null, never);
      expect(await now(older)).toEqual({ kind: 'nothing' });
      expect(await now(newer)).toBe('waiting');
      run.finish(typed + rest);
      expect(await now(newer)).toEqual({ kind: 'text', text: rest });
    },
  );

  it('may be typed ahead of, and answers as long as it agrees', async () => {
    const run = writing('Бұл ', 'қа');
    expect(run.typedIn(key, uri, source('Бұл қазақ'))).toBe('қазақ');
    const heard = run.hear('қазақ', null, never);
    run.write('зақ');
    expect(await now(heard)).toBe('waiting');
    run.finish('қазақ елі.');
    expect(await now(heard)).toEqual({ kind: 'text', text: ' елі.' });
  });

  it('says that it is of no use as soon as it writes something else', async () => {
    const run = writing('Бұл ', 'қа');
    const heard = run.hear('қазір', null, never);
    run.write('зақ');
    expect(await now(heard)).toEqual({ kind: 'of-no-use' });
  });

  it('says that it is of no use when it ends before what was typed, or with it', async () => {
    for (const text of ['қаз', 'қазақ']) {
      const run = writing('Бұл ', 'қа');
      const heard = run.hear('қазақ', null, never);
      run.finish(text);
      expect(await now(heard)).toEqual({ kind: 'of-no-use' });
    }
  });

  it('offers nothing inside a grapheme cluster', async () => {
    const run = writing('བོད་', 'ཀྱི་', { language: 'bo' });
    expect(run.typedIn(key, uri, source('བོད་ཀ'))).toBe('ཀ');
    expect(await now(run.hear('ཀ', null, never))).toEqual({ kind: 'nothing' });
  });

  it('answers only for text that goes on from its own, in its document and under its key', () => {
    const run = writing('Бұл ', 'қазақ');
    expect(run.typedIn(key, uri, source('Бұл жаңа'))).toBeNull();
    expect(run.typedIn(key, uri, source('Бүл қаз'))).toBeNull();
    expect(run.typedIn(key, uri, source('Бұ'))).toBeNull();
    expect(run.typedIn(key, 'file:///other.md', source('Бұл қаз'))).toBeNull();
    expect(run.typedIn('other', uri, source('Бұл қаз'))).toBeNull();
    expect(runAt('Бұл ').typedIn(key, uri, source('Бұл қаз'))).toBeNull();
  });

  it('is compared by the document where the window moves meanwhile', () => {
    const long = 'Қазақ тілі түркі тілдерінің қыпшақ тобына жатады.\n'.repeat(200).slice(0, 7_999);
    const run = writing(long, 'тілдер');
    expect(run.typedIn(key, uri, source(`${long}тіл`))).toBe('тіл');
    expect(run.typedIn(key, uri, source(`ж${long.slice(1)}тіл`))).toBeNull();
  });
});

describe('a run whose caller goes away', () => {
  it('goes on for a short time, in which somebody else may come', async () => {
    const run = writing('Бұл ', 'қаз');
    const caller = new AbortController();
    const heard = run.hear('', null, caller.signal);
    caller.abort();
    expect(await now(heard)).toEqual({ kind: 'nothing' });
    await vi.advanceTimersByTimeAsync(graceMs - 1);
    expect(run.signal.aborted).toBe(false);
    const newer = run.hear('қ', null, never);
    await vi.advanceTimersByTimeAsync(10 * graceMs);
    expect(run.signal.aborted).toBe(false);
    run.finish('қазақ');
    expect(await now(newer)).toEqual({ kind: 'text', text: 'азақ' });
  });

  it('ends when nobody comes', async () => {
    const run = writing('Бұл ', 'қаз');
    const caller = new AbortController();
    void run.hear('', null, caller.signal);
    caller.abort();
    await vi.advanceTimersByTimeAsync(graceMs);
    expect(run.signal.aborted).toBe(true);
  });

  it('ends at once while nothing has been asked of the models', () => {
    const run = runAt('Бұл ');
    const caller = new AbortController();
    void run.hear('', null, caller.signal);
    caller.abort();
    expect(run.signal.aborted).toBe(true);
  });

  it('goes on to its end when it was begun ahead of any caller', async () => {
    const run = writing('Бұл ', 'қаз', { kind: 'preparation' });
    const caller = new AbortController();
    void run.hear('', null, caller.signal);
    caller.abort();
    await vi.advanceTimersByTimeAsync(10 * graceMs);
    expect(run.signal.aborted).toBe(false);
  });
});

describe('a run that takes its time', () => {
  it.each<[LanguageTag, string, string, string]>([
    ['bo', 'ཀྱི་ལོ་རྒྱུས་ནི་ཧ་ཅང་རིང་པོ', 'ཀྱི་ལོ་རྒྱུས་ནི་ཧ་ཅང་རིང་', 'པོ་ཡིན།'],
    ['ug', 'مەكتەپكە با', 'مەكتەپكە', 'رىمەن.'],
    ['kk-Arab', 'قازاق ەلىنىڭ تا', 'قازاق ەلىنىڭ', 'ريحى.'],
    ['kk-Cyrl', 'қазақ елінің та', 'қазақ елінің', 'рихы.'],
    ['mn-Mong', 'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢ', 'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ', 'ᠴᠢᠭ᠌᠃'],
    ['mn-Cyrl', 'монгол хэлний би', 'монгол хэлний', 'чиг.'],
  ])(
    '%s: offers the finished units when patience is over, and writes on',
    async (language, written, units, more) => {
      const run = writing('…', written, { language });
      const heard = run.hear('', 60, never);
      await vi.advanceTimersByTimeAsync(50);
      expect(await now(heard)).toBe('waiting');
      await vi.advanceTimersByTimeAsync(10);
      expect(await now(heard)).toEqual({ kind: 'text', text: units });
      // Nobody waits any more, and nobody is missed.
      await vi.advanceTimersByTimeAsync(10 * graceMs);
      expect(run.signal.aborted).toBe(false);
      const later = run.hear(units, null, never);
      run.finish(written + more);
      expect(await now(later)).toEqual({ kind: 'text', text: (written + more).slice(units.length) });
    },
  );

  it('offers what becomes finished after patience is over', async () => {
    const run = writing('Бұл ', 'қа');
    const heard = run.hear('', 0, never);
    await vi.advanceTimersByTimeAsync(100);
    run.write('зақ елі');
    expect(await now(heard)).toBe('waiting');
    run.write('нің ');
    expect(await now(heard)).toEqual({ kind: 'text', text: 'қазақ елінің' });
  });
});

it('knows how long it took until there was something to offer', async () => {
  const run = runAt('Бұл ');
  expect([run.writingMs, run.usableMs]).toEqual([null, null]);
  await vi.advanceTimersByTimeAsync(100);
  run.begin();
  await vi.advanceTimersByTimeAsync(20);
  run.write('қазақ');
  expect([run.writingMs, run.usableMs]).toEqual([20, null]);
  await vi.advanceTimersByTimeAsync(30);
  run.write(' елінің ');
  await vi.advanceTimersByTimeAsync(40);
  run.finish('қазақ елінің тарихы.');
  expect([run.writingMs, run.usableMs]).toEqual([90, 50]);
});

it('tells whoever waits when it is broken off', async () => {
  const run = writing('Бұл ', 'қаз');
  const heard = run.hear('', null, never);
  run.breakOff({ kind: 'of-no-use' });
  expect(await now(heard)).toEqual({ kind: 'of-no-use' });
  expect(run.typedIn(key, uri, source('Бұл қ'))).toBeNull();
});
