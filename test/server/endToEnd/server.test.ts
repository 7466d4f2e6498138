import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leavesScript } from '../../../src/engine/text/scriptWatch.ts';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { explain } from '../../../src/extension/explain.ts';
import { bundleFile, bundleLocaliser, parseBundle } from '../../../src/extension/l10n/bundle.ts';
import { renderStatus } from '../../../src/extension/status/render.ts';
import { trimixErrorCode, type OutlinePiece } from '../../../src/protocol/messages.ts';
import { arabicScriptTrio } from '../../engine/arabicScriptTrio.ts';
import { templates } from '../../engine/markup/documents.ts';
import type { Bundles } from './bundles.ts';
import { buildBundles, demoTrio } from './bundles.ts';
import { TestClient, testSettings } from './testClient.ts';

const samples: Readonly<Record<LanguageTag, string>> = {
  bo: 'འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ',
  ug: 'ھەممە ئادەم زانىدىنلا ئەركىن، ئىززەت-ھۆرمەت ',
  'kk-Arab': 'بارلىق ادامدار تۋمىسىنان ازات جانە قادىر-قاسيەتى ',
  'kk-Cyrl': 'Барлық адамдар тумысынан азат және қадір-қасиеті ',
  'mn-Mong': 'ᠬᠦᠮᠦᠨ ᠪᠦᠷ ᠲᠥᠷᠥᠵᠦ ᠮᠡᠨᠳᠡᠯᠡᠬᠦ ᠡᠷᠬᠡ ᠴᠢᠯᠥᠭᠡ ᠲᠡᠢ᠂ ',
  'mn-Cyrl': 'Хүн бүр төрж мэндлэхэд эрх чөлөөтэй, адилхан ',
};

/** The words that the extension says what the server tells in. */
const russian = bundleLocaliser('ru', parseBundle(readFileSync(join('l10n', bundleFile('ru')), 'utf8')));

const uri = 'file:///sample.txt';
const kazakh = samples['kk-Cyrl'];
const atEnd = { line: 0, character: kazakh.length };

let bundles: Bundles;
let client: TestClient;

beforeAll(async () => {
  bundles = await buildBundles();
});
afterAll(async () => {
  await bundles.remove();
});

describe('a client that follows the protocol', () => {
  beforeEach(async () => {
    ({ client } = await TestClient.start(bundles.server));
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });

  it('offers text at the cursor in each of the six language-script pairs', async () => {
    for (const [tag, text] of Object.entries(samples) as [LanguageTag, string][]) {
      const document = `file:///${tag}.txt`;
      const position = { line: 0, character: text.length };
      await client.open(document, text);
      const items = await client.complete(document, position);
      expect(items, tag).toHaveLength(1);
      const { insertText, range } = items[0]!;
      expect(range).toEqual({ start: position, end: position });
      expect((insertText as string).trim(), tag).not.toBe('');
      expect(leavesScript(insertText as string, tag), `${tag}: ${insertText as string}`).toBe(false);
    }
    expect(client.statuses.map((status) => status.kind).slice(0, 2)).toEqual(['idle', 'loading']);
    const ready = await client.untilStatus('ready');
    expect(ready).toMatchObject({ trio: { models: [{ source: 'largeIns' }, {}, {}] } });
  });

  it('offers nothing where nothing is due', async () => {
    await client.open('file:///english.md', 'The quick brown fox ');
    await client.open('file:///word.txt', kazakh);
    expect(await client.complete('file:///english.md', { line: 0, character: 20 })).toEqual([]);
    expect(await client.complete('file:///word.txt', { line: 0, character: 3 })).toEqual([]);
    expect(await client.complete('file:///never-opened.txt', { line: 0, character: 0 })).toEqual([]);
    // None of these is a reason to load models.
    expect(client.statuses.map((status) => status.kind)).toEqual(['idle']);
  });

  it('answers only the last of requests that come in quick succession', async () => {
    await client.open(uri, kazakh);
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.complete(uri, atEnd)));
    expect(answers.map((items) => items.length)).toEqual([0, 0, 0, 0, 1]);
    expect(client.logged.filter((line) => /supersed|newer request/iu.test(line))).toEqual([]);
  });

  it('waits for a pause in typing, unless it was asked', async () => {
    await client.changeSettings({
      ...testSettings,
      completion: { ...testSettings.completion, debounceMs: 60_000 },
    });
    await client.open(uri, kazakh);
    const waiting = client.complete(uri, atEnd, { automatic: true });
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
    expect(await waiting).toEqual([]);
  });

  it('offers nothing for a text that has changed meanwhile', async () => {
    await client.open(uri, kazakh);
    const items = client.complete(uri, atEnd);
    await client.type(uri, atEnd, 'мен ');
    expect(await items).toEqual([]);
    expect(await client.complete(uri, { line: 0, character: atEnd.character + 4 })).toHaveLength(1);
  });

  it('goes on from the selected entry of the suggestion list', async () => {
    await client.open(uri, kazakh);
    const range = { start: { line: 0, character: 0 }, end: atEnd };
    const [item] = await client.complete(uri, atEnd, { selected: { range, text: `${kazakh}мен ` } });
    expect(item?.range).toEqual(range);
    expect(item?.insertText).toMatch(new RegExp(`^${kazakh}мен .+`, 'u'));
  });

  it('completes at the end of a huge document', async () => {
    const lines = 100_000;
    await client.open(uri, `${kazakh}\n`.repeat(lines) + kazakh);
    await client.type(uri, { line: lines, character: kazakh.length }, 'мен ');
    expect(await client.complete(uri, { line: lines, character: kazakh.length + 4 })).toHaveLength(1);
  });

  it('translates, streaming what it says', async () => {
    let streamed = '';
    client.on('trimix/translation/delta', ({ token, text }) => {
      if (token === 'one') streamed += text;
    });
    const result = await client.request('trimix/translate', {
      text: `${kazakh}\n\n  ${kazakh}\n`,
      from: null,
      to: 'en',
      token: 'one',
    });
    expect(result).toMatchObject({ from: 'kk-Cyrl', to: 'en' });
    expect(result.text).toMatch(/^.+ \n\n {2}.+ \n$/u);
    expect(result.traceId).not.toBeNull();
    // What is kept between the sentences does not stream.
    const kept = '\n\n  '.length + 2 * ' '.length + '\n'.length;
    expect(streamed.length).toBeGreaterThanOrEqual(result.text.length - kept);
  });

  it('writes Cyrillic Kazakh through the model of Arabic script where there is no other, and says so', async () => {
    const { folder, remove } = await arabicScriptTrio();
    try {
      await client.changeSettings({ ...testSettings, trioPath: folder });
      const sentence = { text: 'Good morning. How are you?', from: null, to: 'kk-Cyrl', token: 'k' } as const;
      const result = await client.request('trimix/translate', sentence);
      expect(result.detour).toEqual({ asked: 'kk-Cyrl', model: 'kk-Arab' });
      expect(leavesScript(result.text, 'kk-Cyrl')).toBe(false);
      expect(result.text).toMatch(/\p{Script=Cyrillic}/u);
      await client.open(uri, kazakh);
      const [item] = await client.complete(uri, atEnd);
      expect(item?.insertText).toMatch(/\p{Script=Cyrillic}/u);
      expect((await client.request('trimix/translate', { ...sentence, to: 'bo' })).detour).toBeNull();
    } finally {
      await remove();
    }
  });

  it('translates a Markdown document sentence by sentence, and all that is no prose comes back byte for byte', async () => {
    // Short answers are enough here: it is the document that counts.
    await client.changeSettings({
      ...testSettings,
      translation: { ...testSettings.translation, maxTokens: 24 },
    });
    const [document] = templates('en');
    const { text, stays } = document!;
    const pieces: OutlinePiece[] = [];
    const sentences: string[] = [];
    client.on('trimix/translation/outline', (outline) => pieces.push(...outline.pieces));
    client.on('trimix/translation/sentence', ({ sentence, text: said }) => {
      expect(sentence).toBe(sentences.length);
      sentences.push(said);
    });
    const params = {
      text,
      document: { languageId: 'markdown', before: '', after: '' },
      from: 'en',
      to: 'kk-Cyrl',
      token: 'md',
    } as const;
    const result = await client.request('trimix/translate', params);
    const sources = pieces.filter((piece) => piece.kind === 'sentence');
    expect(sources.length).toBeGreaterThan(20);
    expect(sentences).toHaveLength(sources.length);
    expect(pieces.map((piece) => (piece.kind === 'kept' ? piece.text : piece.source)).join('')).toBe(text);
    const left = [...sentences];
    expect(pieces.map((piece) => (piece.kind === 'kept' ? piece.text : left.shift())).join('')).toBe(
      result.text,
    );
    let at = 0;
    for (const kept of stays) {
      const found = result.text.indexOf(kept, at);
      expect(
        found,
        `«${kept}» after «${result.text.slice(Math.max(0, at - 60), at)}»`,
      ).toBeGreaterThanOrEqual(0);
      at = found + kept.length;
    }
    const kazakhOnes = sentences.filter((sentence) => /\p{Script=Cyrillic}/u.test(sentence));
    expect(kazakhOnes.length).toBeGreaterThan(0.9 * sentences.length);

    const again = { ...params, sentence: 1, previous: [{ source: 'One.', target: 'Бір.' }] };
    const first = await client.request('trimix/translateSentence', { ...again, attempt: 1 });
    expect(first.text).toMatch(/\p{Script=Cyrillic}/u);
    expect(await client.request('trimix/translateSentence', { ...again, attempt: 1 })).toEqual(first);
    const others = await Promise.all(
      [2, 3, 4].map((attempt) => client.request('trimix/translateSentence', { ...again, attempt })),
    );
    expect(others.some((other) => other.text !== first.text)).toBe(true);
    await expect(
      client.request('trimix/translateSentence', { ...again, sentence: 999, attempt: 1 }),
    ).rejects.toMatchObject({ code: -32_602 });
  });

  it('takes a selection for what it is in its document', async () => {
    const outline = client.next('trimix/translation/outline');
    const before = 'Мәтін.\n\n```\n';
    const code = 'қазақша код\n```\n\nҚазақ тілі.';
    await client.request('trimix/translate', {
      text: code,
      document: { languageId: 'markdown', before, after: '\n' },
      from: 'kk-Cyrl',
      to: 'en',
      token: 'code',
    });
    expect((await outline).pieces).toEqual([
      { kind: 'kept', text: 'қазақша код\n```\n\n' },
      { kind: 'sentence', source: 'Қазақ тілі.' },
    ]);
  });

  it('writes a selection in another script, but not its markup', async () => {
    const selected = {
      text: '# Қазақ [тілі](тілі.md) `тілі`',
      document: { languageId: 'markdown', before: '', after: '' },
    };
    const pairs = await client.request('trimix/scripts', selected);
    expect(pairs[0]).toEqual({ from: 'kk-Cyrl', to: 'kk-Arab' });
    const converted = await client.request('trimix/convertScript', { ...selected, ...pairs[0]! });
    expect(converted.text).toBe('# قازاق [ٴتىلى](тілі.md) `тілі`');
    expect(converted).toMatchObject({ exact: false, losses: { case: 1, spelling: 0 } });
    expect(await client.request('trimix/scripts', { text: samples['mn-Cyrl'] })).toEqual([]);
    await expect(
      client.request('trimix/convertScript', { ...selected, from: 'kk-Cyrl', to: 'ug-Arab' }),
    ).rejects.toMatchObject({ data: { code: 'scripts-not-convertible' } });
  });

  it('answers at once while a translation runs, and keeps ghost text out of its way', async () => {
    const order: string[] = [];
    const streaming = client.next('trimix/translation/delta');
    const translation = client
      .request('trimix/translate', { text: `${kazakh}\n`.repeat(12), from: null, to: 'bo', token: 't' })
      .then(() => order.push('translation'));
    await client.open(uri, kazakh);
    await streaming;
    const status = await client.request('trimix/status', null);
    order.push('status');
    expect(status).toMatchObject({ kind: 'working', task: 'translation' });
    expect(await client.complete(uri, atEnd)).toEqual([]);
    order.push('completion');
    await translation;
    expect(order).toEqual(['status', 'completion', 'translation']);
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
  });

  it('ends a translation between two tokens when it is cancelled', async () => {
    const cancellation = new CancellationTokenSource();
    const streaming = client.next('trimix/translation/delta');
    const translation = client.request(
      'trimix/translate',
      { text: `${kazakh}\n`.repeat(50), from: null, to: 'bo', token: 't' },
      cancellation,
    );
    await streaming;
    cancellation.cancel();
    await expect(translation).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
      data: { code: 'cancelled', showToUser: false },
    });
    await client.untilStatus('ready');
    await client.open(uri, kazakh);
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
  });

  it('refuses to translate what is no text, in words for the user', async () => {
    const translate = (text: unknown, to: unknown = 'en') =>
      client.connection.sendRequest('trimix/translate', { text, from: null, to, token: 't' });
    for (const [text, code] of [
      ['', 'text-empty'],
      [`${kazakh}\uD83D`, 'text-not-well-formed'],
      ['\0\u0001\u0002', 'text-binary'],
      ['т'.repeat(100_000), 'selection-too-long'],
      ['1234', 'language-unknown'],
    ] as const) {
      await expect(translate(text)).rejects.toMatchObject({
        code: trimixErrorCode,
        data: { code, showToUser: true },
      });
    }
    const said = await translate('т'.repeat(100_000)).catch((error: unknown) => explain(russian, error));
    expect(said).toBe(
      'Выделено символов: 100000; за один раз можно перевести не больше 20000. Ничего не изменено. Выделите меньшую часть.',
    );
    await expect(translate(5)).rejects.toMatchObject({ code: -32_602 });
    await expect(translate(kazakh, 'xx')).rejects.toMatchObject({ code: -32_602 });
  });

  it('tells a language', async () => {
    expect(await client.request('trimix/detect', { text: samples.ug })).toMatchObject({ language: 'ug' });
    expect(await client.request('trimix/detect', { text: '123' })).toBeNull();
  });

  it('shows who decided, of a generation before the inspector opened and of one after', async () => {
    const events: string[] = [];
    client.on('trimix/trace/started', () => events.push('started'));
    client.on('trimix/trace/decision', () => events.push('decision'));
    client.on('trimix/trace/ended', () => events.push('ended'));
    await client.open(uri, kazakh);
    await client.complete(uri, atEnd);
    const [before] = await client.request('trimix/traces', null);
    expect(before).toMatchObject({ task: { kind: 'completion', language: 'kk-Cyrl' }, promptTail: kazakh });
    expect(await client.request('trimix/trace', { id: before!.id })).toMatchObject({ decisions: [] });

    await client.request('trimix/inspect', { active: true });
    const trace = await client.request('trimix/trace', { id: before!.id });
    expect(trace!.decisions.length).toBeGreaterThan(0);
    for (const { contributions, margin, sources } of trace!.decisions) {
      const sum = contributions.largeIns + contributions.smallCpt + contributions.smallBase;
      expect(Math.abs(sum - margin)).toBeLessThan(1e-3);
      expect(sources.smallBase).not.toBeNull();
    }
    expect(events).toEqual([]);

    await client.complete(uri, atEnd);
    expect(events[0]).toBe('started');
    expect(events.at(-1)).toBe('ended');
    expect(events.filter((event) => event === 'decision').length).toBe(trace!.decisions.length);
    const traces = await client.request('trimix/traces', null);
    expect(traces).toHaveLength(2);
    const again = await client.request('trimix/trace', { id: traces[0]!.id });
    const tokens = (record: typeof again) => record!.decisions.map(({ token }) => token);
    expect(tokens(again)).toEqual(tokens(trace));
  });

  it('frees the models when nobody uses them, and loads them again', async () => {
    await client.changeSettings({ ...testSettings, unloadAfterMinutes: 0.001 });
    await client.open(uri, kazakh);
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
    await client.untilStatus('idle');
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
  });
});

describe('the wish to have the memory back', () => {
  beforeEach(async () => {
    ({ client } = await TestClient.start(bundles.server));
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
  });

  it('frees the models, which load again when they are needed', async () => {
    await client.open(uri, kazakh);
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
    await client.request('trimix/models/unload', null);
    expect(await client.request('trimix/status', null)).toEqual({ kind: 'idle' });
    // A second time there is nothing to do.
    await client.request('trimix/models/unload', null);
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
    expect(await client.untilStatus('ready')).toMatchObject({ trio: { missing: [] } });
  });

  it('ends a translation at its next step, as a cancellation', async () => {
    const streaming = client.next('trimix/translation/delta');
    const text = `${kazakh}\n`.repeat(50);
    const translation = client.request('trimix/translate', { text, from: null, to: 'bo', token: 't' });
    const ended = expect(translation).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await streaming;
    await client.request('trimix/models/unload', null);
    await ended;
    expect(await client.request('trimix/status', null)).toEqual({ kind: 'idle' });
  });

  it('ends a load that is under way', async () => {
    const loading = client.untilStatus('loading');
    await client.open(uri, kazakh);
    const completion = client.complete(uri, atEnd);
    await loading;
    await client.request('trimix/models/unload', null);
    expect(await completion).toEqual([]);
    expect(await client.request('trimix/status', null)).toEqual({ kind: 'idle' });
  });
});

describe('a trio that cannot be loaded', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'trimix-trio-'));
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    await rm(directory, { recursive: true });
  });

  it('is named in the status, offers nothing, and is loaded when the settings name a good one', async () => {
    const trioPath = join(directory, 'nowhere');
    ({ client } = await TestClient.start(bundles.server, { ...testSettings, trioPath }));
    await client.open(uri, kazakh);
    expect(await client.complete(uri, atEnd)).toEqual([]);
    const failed = await client.untilStatus('failed');
    expect(failed).toMatchObject({ kind: 'failed', code: 'model-file-missing' });
    expect(failed).toHaveProperty('message', expect.stringContaining(trioPath));
    const life = { kind: 'up', status: failed } as const;
    const input = { life, paused: false, enabled: true, job: null, chosenLanguage: null, draft: false };
    expect(renderStatus(russian, input).lines).toEqual([
      `Файл модели ${join(trioPath, 'trio.json')} отсутствует. Модель загрузить нельзя. Установите или преобразуйте её заново.`,
    ]);
    const translation = client.request('trimix/translate', {
      text: kazakh,
      from: null,
      to: 'en',
      token: 't',
    });
    await expect(translation).rejects.toMatchObject({
      code: trimixErrorCode,
      data: { code: 'model-file-missing', showToUser: true },
    });
    // Trying in vain again and again would cost a load per keystroke.
    expect(client.statuses.filter((status) => status.kind === 'loading')).toHaveLength(1);

    await client.changeSettings(testSettings);
    await client.untilStatus('ready');
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
  });

  it('says that a file is damaged, and works once it is repaired and the settings are sent again', async () => {
    await cp(demoTrio, directory, { recursive: true });
    const file = join(directory, 'small-cpt-kk-Cyrl', 'model.onnx.data');
    await truncate(file, 1_000);
    const settings = { ...testSettings, trioPath: directory };
    ({ client } = await TestClient.start(bundles.server, settings));
    await client.open(uri, kazakh);
    expect(await client.complete(uri, atEnd)).toEqual([]);
    expect(await client.untilStatus('failed')).toMatchObject({ code: 'model-file-damaged' });
    await cp(join(demoTrio, 'small-cpt-kk-Cyrl', 'model.onnx.data'), file);
    await client.changeSettings(settings);
    await client.untilStatus('ready');
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
  });
});

describe('an editor that goes away', () => {
  it('takes the server with it, in the middle of a translation', async () => {
    ({ client } = await TestClient.start(bundles.server));
    const streaming = client.next('trimix/translation/delta');
    client
      .request('trimix/translate', { text: `${kazakh}\n`.repeat(50), from: null, to: 'bo', token: 't' })
      .catch(() => undefined);
    await streaming;
    const exited = once(client.process, 'exit');
    client.process.stdin?.end();
    // The protocol's code for an exit without a shutdown; no signal: nothing crashed.
    expect(await exited).toEqual([1, null]);
    client.connection.dispose();
  });

  it('ends the server cleanly by shutdown in the middle of a translation', async () => {
    ({ client } = await TestClient.start(bundles.server));
    const streaming = client.next('trimix/translation/delta');
    const translation = client
      .request('trimix/translate', { text: `${kazakh}\n`.repeat(50), from: null, to: 'bo', token: 't' })
      .catch((error: unknown) => error);
    await streaming;
    expect(await client.stop()).toBe(0);
    await translation;
  });
});

describe('a rule that cannot be used', () => {
  it('is told in the status, and gone from it once corrected', async () => {
    const rule = { kind: 'trimix', weights: { kind: 'fixed', alpha: 1e300, beta: -1e300 } } as const;
    const settings = { ...testSettings, completion: { ...testSettings.completion, rule } };
    ({ client } = await TestClient.start(bundles.server, settings));
    await client.open(uri, kazakh);
    expect(await client.complete(uri, atEnd)).toEqual([]);
    expect(await client.untilStatus('failed')).toMatchObject({ code: 'rule-invalid' });
    await client.changeSettings(testSettings);
    await client.untilStatus('ready');
    expect(await client.complete(uri, atEnd)).toHaveLength(1);
    expect(await client.stop()).toBe(0);
  });
});

describe('another editor', () => {
  it('may send no settings and name no transport', async () => {
    const { client: other, result } = await TestClient.start(bundles.server, undefined, []);
    expect(result.capabilities).toMatchObject({
      inlineCompletionProvider: true,
      textDocumentSync: { openClose: true, change: 2 },
    });
    expect(await other.request('trimix/status', null)).toEqual({ kind: 'idle' });
    expect(await other.stop()).toBe(0);
  });
});
