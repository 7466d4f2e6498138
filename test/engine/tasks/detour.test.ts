import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complete,
  defaultRule,
  detourTo,
  loadTrio,
  modelTag,
  translate,
  type CompletionRequest,
  type TranslationRequest,
  type Trio,
} from '../../../src/engine/index.ts';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';
import { continuation, outOfModelScript } from '../../../src/engine/tasks/neighbourScript.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { scriptShare } from '../../../src/engine/text/scriptWatch.ts';
import { arabicScriptTrio } from '../arabicScriptTrio.ts';
import { paragraphs } from '../udhr.ts';

let trio: Trio;
let remove: () => Promise<void>;
beforeAll(async () => {
  const { folder, remove: removeFolder } = await arabicScriptTrio();
  remove = removeFolder;
  trio = await loadTrio(folder, { executionProvider: 'cpu', threads: 1, language: 'kk-Cyrl' });
}, 60_000);
afterAll(async () => {
  await trio.dispose();
  await remove();
});

const translation = (overrides: Partial<TranslationRequest>): TranslationRequest => ({
  text: 'All human beings are born free and equal in dignity and rights.',
  from: 'en',
  to: 'kk-Cyrl',
  maxTokens: 40,
  rule: defaultRule,
  sampling: { kind: 'greedy' },
  ...overrides,
});

const completion = (prefix: string, overrides: Partial<CompletionRequest> = {}): CompletionRequest => ({
  prefix,
  language: 'kk-Cyrl',
  maxTokens: 24,
  endAt: 'none',
  rule: defaultRule,
  sampling: { kind: 'greedy' },
  ...overrides,
});

describe('a trio that knows Kazakh in Arabic script only', () => {
  it('loads that model for Cyrillic Kazakh, and goes no other way around', () => {
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-kk-Arab');
    expect(detourTo('kk-Cyrl', trio.info)).toEqual({ asked: 'kk-Cyrl', model: 'kk-Arab' });
    for (const tag of [...languageTags, 'en', 'zh'] as const)
      if (tag !== 'kk-Cyrl') expect(modelTag(tag, trio.info)).toBe(tag);
    expect(detourTo('kk-Cyrl', { languages: languageTags })).toBeNull();
    expect(detourTo('kk-Cyrl', { languages: ['bo'] })).toBeNull();
  });

  it('translates into Cyrillic by conversion, says so, and streams what it returns', async () => {
    let streamed = '';
    const result = await translate(trio, translation({}), { onText: (delta) => (streamed += delta) });
    expect(result.detour).toEqual({ asked: 'kk-Cyrl', model: 'kk-Arab' });
    expect(scriptShare(result.text, 'kk-Cyrl')).toBeGreaterThan(0.9);
    expect(result.text).toMatch(/^[^\p{L}]*\p{Lu}/u);
    expect(result.text.startsWith(streamed)).toBe(true);
    expect(streamed.length).toBeGreaterThan(0);
    const arabic = await translate(trio, translation({ to: 'kk-Arab' }));
    expect(arabic.detour).toBeUndefined();
    expect(result.text.toLowerCase()).toBe(outOfModelScript(arabic.text, true).toLowerCase());
  });

  it('writes a capital only where a sentence begins', async () => {
    const begun = await translate(trio, translation({}));
    const within = await translate(trio, translation({ beginsSentence: false }));
    expect(within.text).toMatch(/^[^\p{L}]*\p{Ll}/u);
    expect(within.text.toLowerCase()).toBe(begun.text.toLowerCase());
  });

  it('converts the text and the examples for the models', async () => {
    const cyrillic = 'Барлық адамдар тумысынан азат және қадір-қасиеті мен құқықтары тең.';
    const { text: arabic } = convertScript(cyrillic, { from: 'kk-Cyrl', to: 'kk-Arab' });
    const example = (kazakh: string) => ({ source: 'All human beings are born free.', target: kazakh });
    const into = await translate(trio, translation({ examples: [example(cyrillic)] }));
    const direct = await translate(trio, translation({ to: 'kk-Arab', examples: [example(arabic)] }));
    expect(into.tokens).toBe(direct.tokens);
    expect(into.timings.promptTokens).toBe(direct.timings.promptTokens);
    const from = await translate(trio, translation({ text: cyrillic, from: 'kk-Cyrl', to: 'en' }));
    const fromArabic = await translate(trio, translation({ text: arabic, from: 'kk-Arab', to: 'en' }));
    expect(from.text).toBe(fromArabic.text);
    expect(from.detour).toEqual({ asked: 'kk-Cyrl', model: 'kk-Arab' });
  });

  it('refuses what it refuses anywhere', async () => {
    await expect(translate(trio, translation({ text: ' ' }))).rejects.toMatchObject({ code: 'text-empty' });
    await expect(translate(trio, translation({ from: 'kk-Arab', text: 'سوز' }))).rejects.toMatchObject({
      code: 'languages-equal',
    });
    await expect(translate(trio, translation({ text: 'a\uDC00' }))).rejects.toMatchObject({
      code: 'text-not-well-formed',
    });
  });

  it('completes Cyrillic, also in the middle of a word, streaming what it returns', async () => {
    let offered = 0;
    for (const line of paragraphs('kk-Cyrl').slice(0, 12)) {
      for (const prefix of [line.slice(0, 47), `${line} `]) {
        let streamed = '';
        const { text, detour } = await complete(trio, completion(prefix), {
          onText: (delta) => (streamed += delta),
        });
        expect(detour).toEqual({ asked: 'kk-Cyrl', model: 'kk-Arab' });
        expect(scriptShare(text, 'kk-Cyrl')).toBeGreaterThan(0.8);
        expect(streamed.startsWith(text) || text.startsWith(streamed)).toBe(true);
        if (text !== '') offered++;
      }
    }
    expect(offered).toBeGreaterThan(12);
  });

  it('is greedy all the same, with and without the optimisations', async () => {
    const prefix = paragraphs('kk-Cyrl')[3]!.slice(0, 60);
    const { text } = await complete(trio, completion(prefix));
    const plain = { speculate: false, reusePrefix: false, chunk: 10_000, runAllSources: true };
    expect((await complete(trio, completion(prefix), {}, plain)).text).toBe(text);
  });
});

describe('a text behind Cyrillic words', () => {
  it.each([
    ['a whole word', 'Қазақ ', 'ەلى كەلدى. ول', 'елі келді. Ол'],
    ['half a word', 'Қаз', 'اق ەلى', 'ақ елі'],
    ['half a word with a hamza', 'Сөй', 'لەدى', 'леді'],
    ['a new sentence', 'Келді. ', 'ول بار', 'Ол бар'],
    ['a new line', 'Келді\n', 'ول بار', 'Ол бар'],
    ['no new sentence', 'Ол, ', 'ول بار', 'ол бар'],
    ['a word that reads otherwise', 'кадет', 'تەر', ''],
  ])('%s', (_, before, generated, expected) => {
    expect(continuation(before)(generated)).toBe(expected);
  });
});
