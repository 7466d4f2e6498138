import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { InlineCompletionItem } from 'vscode-languageserver/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';
import { graphemeClusters } from '../../../src/engine/text/graphemes.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import type { CompletionCounts } from '../../../src/protocol/completion.ts';
import type { Bundles } from './bundles.ts';
import { buildBundles } from './bundles.ts';
import { TestClient, testSettings } from './testClient.ts';

const samples: Readonly<Record<LanguageTag, string>> = {
  bo: 'འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ',
  ug: 'ھەممە ئادەم زانىدىنلا ئەركىن، ئىززەت-ھۆرمەت ',
  'kk-Arab': 'بارلىق ادامدار تۋمىسىنان ازات جانە قادىر-قاسيەتى ',
  'kk-Cyrl': 'Барлық адамдар тумысынан азат және қадір-қасиеті ',
  'mn-Mong': 'ᠬᠦᠮᠦᠨ ᠪᠦᠷ ᠲᠥᠷᠥᠵᠦ ᠮᠡᠨᠳᠡᠯᠡᠬᠦ ᠡᠷᠬᠡ ᠴᠢᠯᠥᠭᠡ ᠲᠡᠢ᠂ ',
  'mn-Cyrl': 'Хүн бүр төрж мэндлэхэд эрх чөлөөтэй, адилхан ',
};
/** A word of each language that the models are not about to write, and that a writer may. */
const otherWords: Readonly<Record<LanguageTag, string>> = {
  bo: 'མཚོ་སྔོན་',
  ug: 'تاغلاردا ',
  'kk-Arab': 'تاۋلاردا ',
  'kk-Cyrl': 'тауларда ',
  'mn-Mong': 'ᠠᠭᠤᠯᠠ ',
  'mn-Cyrl': 'ууланд ',
};

const kazakh = samples['kk-Cyrl'];
const uri = 'file:///typed.txt';

let bundles: Bundles;
let client: TestClient;
let asked: number;

beforeAll(async () => {
  bundles = await buildBundles();
});
afterAll(async () => {
  await bundles.remove();
});
beforeEach(async () => {
  asked = 0;
  ({ client } = await TestClient.start(bundles.server));
});
afterEach(async () => {
  expect(client.logged.filter((line) => /failed|error/iu.test(line))).toEqual([]);
  expect(await client.stop()).toBe(0);
});

/** A document of one line, as an editor holds it. */
class Line {
  readonly uri: string;
  text: string;

  private constructor(documentUri: string, text: string) {
    this.uri = documentUri;
    this.text = text;
  }

  static async open(documentUri: string, text: string): Promise<Line> {
    await client.open(documentUri, text);
    return new Line(documentUri, text);
  }

  /** Makes the line's end say something else, as one edit. */
  async become(text: string): Promise<void> {
    let shared = 0;
    while (shared < Math.min(text.length, this.text.length) && text[shared] === this.text[shared]) shared++;
    const at = (character: number) => ({ line: 0, character });
    const range = { start: at(shared), end: at(this.text.length) };
    this.text = text;
    await client.replace(this.uri, range, text.slice(shared));
  }

  /** What an editor asks by itself at the line's end, or a user in so many words. */
  async ask(automatic = true, cancellation = new CancellationTokenSource()): Promise<string> {
    const end = { line: 0, character: this.text.length };
    return textOf(await client.complete(this.uri, end, { automatic, cancellation }));
  }
}

function textOf(items: readonly InlineCompletionItem[]): string {
  return items[0] === undefined ? '' : (items[0].insertText as string);
}

const counts = (): Promise<CompletionCounts> => client.request('trimix/completions', null);

/** Lets nothing that was written be of use: what is asked next, a server without a past would say. */
async function forgetful(maxTokens = testSettings.completion.maxTokens): Promise<void> {
  asked += 1;
  const timeLimitMs = testSettings.completion.timeLimitMs - asked;
  await client.changeSettings({
    ...testSettings,
    completion: { ...testSettings.completion, maxTokens, timeLimitMs },
  });
}

/** What the models write after a text that nothing is known of. */
async function fresh(text: string): Promise<string> {
  await forgetful();
  const line = await Line.open(`file:///fresh-${asked}.txt`, text);
  return await line.ask(false);
}

/** Waits for the models to begin to write. */
async function untilWorking(): Promise<void> {
  const before = client.statuses.length;
  while (!client.statuses.slice(before).some(({ kind }) => kind === 'working'))
    await new Promise((resolve) => setTimeout(resolve, 1));
}

async function untilFinished(number: number): Promise<void> {
  while ((await counts()).finished < number) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('typing what is being written', () => {
  it('keeps the generation, which answers the newer request with the rest', async () => {
    const expected = await fresh(kazakh);
    const [first = ''] = graphemeClusters(expected);
    await forgetful();
    const line = await Line.open(uri, kazakh);
    const before = await counts();
    const cancellation = new CancellationTokenSource();
    const working = untilWorking();
    const older = line.ask(true, cancellation);
    await working;
    // As VS Code does: the text changes, the older request is cancelled, the newer comes.
    await line.become(kazakh + first);
    cancellation.cancel();
    expect(await line.ask()).toBe(expected.slice(first.length));
    expect(await older).toBe('');
    const { answered, finished, superseded } = await counts();
    expect(finished - before.finished).toBe(1);
    expect(superseded).toBe(0);
    expect(answered.model).toBe(before.answered.model);
    // Whichever was faster: the generation or the next key.
    expect(answered.running + answered['type-through']).toBe(1);
  });

  it('ends the generation when something else is typed, and answers for that', async () => {
    const other = kazakh + otherWords['kk-Cyrl'];
    const expected = await fresh(other);
    await forgetful();
    const line = await Line.open(uri, kazakh);
    const working = untilWorking();
    const older = line.ask();
    await working;
    await line.become(other);
    expect(await line.ask()).toBe(expected);
    expect(await older).toBe('');
    expect((await counts()).answered.running).toBe(0);
  });
});

describe('what was written before', () => {
  it('answers after an undo, in each of the six language-script pairs', async () => {
    for (const tag of languageTags) {
      const line = await Line.open(`file:///${tag}.txt`, samples[tag]);
      const first = await line.ask();
      await line.become(samples[tag] + otherWords[tag]);
      await line.ask();
      await line.become(samples[tag]);
      const before = await counts();
      expect(await line.ask(), tag).toBe(first);
      const after = await counts();
      expect(after.finished, tag).toBe(before.finished);
      expect(after.answered.cache, tag).toBe(before.answered.cache + 1);
    }
  });

  it('answers in the document that the writer comes back to, and in another with the same text', async () => {
    const one = await Line.open('file:///one.txt', kazakh);
    const two = await Line.open('file:///two.txt', samples['mn-Cyrl']);
    const [first, second] = [await one.ask(), await two.ask()];
    expect(await one.ask()).toBe(first);
    expect(await two.ask()).toBe(second);
    const copy = await Line.open('file:///copy.txt', kazakh);
    expect(await copy.ask()).toBe(first);
    expect(await counts()).toMatchObject({ finished: 2, answered: { model: 2, cache: 3 } });
  });

  it('goes on inside what it wrote, also where the editor has lost the offer', async () => {
    const line = await Line.open(uri, kazakh);
    const offer = await line.ask();
    const half = graphemeClusters(offer).slice(0, 4).join('');
    await line.become(kazakh + half);
    expect(await line.ask()).toBe(offer.slice(half.length));
    // Who asks in so many words gets what the models write for this very place.
    expect(await line.ask(false)).toBe(await fresh(kazakh + half));
    expect(await counts()).toMatchObject({ answered: { 'type-through': 1 } });
  });

  it('does not repeat what follows the cursor', async () => {
    const line = await Line.open(uri, kazakh);
    const offer = await line.ask();
    const end = { line: 0, character: kazakh.length };
    await client.replace(uri, { start: end, end }, ` ${offer}`);
    expect(await client.complete(uri, end, { automatic: true })).toEqual([]);
    expect(await counts()).toMatchObject({ finished: 1 });
  });

  it('is of no use under other settings', async () => {
    const line = await Line.open(uri, kazakh);
    const sixteen = await line.ask();
    await forgetful(4);
    const four = await line.ask();
    expect(sixteen.startsWith(four)).toBe(true);
    expect(four.length).toBeLessThan(sixteen.length);
    await client.changeSettings(testSettings);
    expect(await line.ask()).toBe(sixteen);
    const rule = { kind: 'single', source: 'largeIns' } as const;
    await client.changeSettings({ ...testSettings, completion: { ...testSettings.completion, rule } });
    await line.ask();
    expect(await counts()).toMatchObject({ finished: 3, answered: { cache: 1 } });
  });
});

describe('taking an offer', () => {
  it('has the next one ready before the editor asks, without waiting for a pause', async () => {
    const maxTokens = 8;
    await client.changeSettings({
      ...testSettings,
      completion: { ...testSettings.completion, maxTokens },
    });
    const line = await Line.open(uri, kazakh);
    const offer = await line.ask(false);
    await line.become(kazakh + offer);
    await untilFinished(2);
    // Only one is prepared for each offer that is taken.
    await client.changeSettings({
      ...testSettings,
      completion: { ...testSettings.completion, maxTokens, debounceMs: 60_000 },
    });
    const next = await line.ask();
    expect(next).not.toBe('');
    expect(await counts()).toMatchObject({ finished: 2, answered: { model: 1, prepared: 1 } });
    await forgetful(maxTokens);
    expect(await line.ask(false)).toBe(next);
  });

  it('goes on at once behind the accepted part of one', async () => {
    const line = await Line.open(uri, kazakh);
    const offer = await line.ask();
    const word = offer.slice(0, offer.indexOf(' ') + 1);
    expect(word).not.toBe('');
    await line.become(kazakh + word);
    expect(await line.ask()).toBe(offer.slice(word.length));
    expect(await counts()).toMatchObject({ finished: 1, answered: { 'type-through': 1 } });
  });
});

it('offers finished words early where the models take their time, and the rest behind them', async () => {
  const whole = await fresh(kazakh);
  await client.changeSettings({
    ...testSettings,
    completion: { ...testSettings.completion, answerAfterMs: 0 },
  });
  const line = await Line.open(uri, kazakh);
  const early = await line.ask();
  expect(whole.startsWith(early)).toBe(true);
  expect(graphemeClusters(early).length).toBeGreaterThanOrEqual(8);
  await line.become(kazakh + early);
  const rest = await line.ask();
  expect(whole.slice(early.length).startsWith(rest)).toBe(true);
});

/**
 * Whatever was typed, undone, cancelled and asked before: what is offered is what the models write after this text, or
 * the rest of what they write after the beginning of it that was typed before.
 */
describe('what is offered does not depend on what happened before', () => {
  it.each(languageTags)('%s', async (tag) => {
    const random = seededGenerator(7);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    const line = await Line.open(uri, samples[tag]);
    let ghost = await line.ask();
    const outstanding: Promise<string>[] = [];
    for (let round = 0; round < 14; round++) {
      const typed = graphemeClusters(line.text.slice(samples[tag].length));
      const next = graphemeClusters(ghost)
        .slice(0, 1 + Math.floor(random() * 3))
        .join('');
      const edits = [
        line.text + next,
        line.text + next,
        line.text + pick(graphemeClusters(otherWords[tag])),
        samples[tag] + typed.slice(0, -1).join(''),
        samples[tag],
      ];
      await line.become(pick(edits));
      const cancellation = new CancellationTokenSource();
      const answer = line.ask(true, cancellation);
      outstanding.push(answer);
      if (random() < 0.4) cancellation.cancel();
      else if (random() < 0.6) ghost = await answer;
    }
    const offered = await line.ask();
    await Promise.all(outstanding);
    const typed = graphemeClusters(line.text.slice(samples[tag].length));
    const possible: string[] = [];
    for (let kept = typed.length; kept >= 0 && !possible.includes(offered); kept--) {
      const start = samples[tag] + typed.slice(0, kept).join('');
      const whole = start + (await fresh(start));
      if (kept === typed.length || (whole.startsWith(line.text) && whole.length > line.text.length))
        possible.push(whole.slice(line.text.length));
    }
    expect(possible).toContain(offered);
  });
});
