import { cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { passages } from '../../../src/cli/bench/passages.ts';
import {
  complete,
  loadTrio,
  scoreTexts,
  translate,
  type CompletionRequest,
  type RuleChoice,
  type Trio,
} from '../../../src/engine/index.ts';
import { languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { demoDirectory } from '../demo.ts';

let open: Trio[] = [];
afterEach(async () => {
  await Promise.all(open.map((trio) => trio.dispose()));
  open = [];
});

async function load(language?: LanguageTag, directory = demoDirectory): Promise<Trio> {
  const options = { executionProvider: 'cpu', threads: 1 } as const;
  const trio = await loadTrio(directory, language === undefined ? options : { ...options, language });
  open.push(trio);
  return trio;
}

const rules: readonly RuleChoice[] = [
  { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } },
  // Keeps scores of the last prompt, which belong to the models that gave them.
  { kind: 'trimix', weights: { kind: 'perplexity', over: 'target' } },
];

const request = (language: LanguageTag, rule: RuleChoice): CompletionRequest => ({
  prefix: passages[language],
  language,
  rule,
  sampling: { kind: 'greedy' },
  maxTokens: 12,
  endAt: 'none',
});

describe('a trio whose languages have a small-cpt each', () => {
  it('loads the one of the language that is wanted first', async () => {
    expect((await load('ug')).info.models.smallCpt?.folder).toBe('small-cpt-ug');
    expect((await load()).info.models.smallCpt?.folder).toBe('small-cpt-bo');
  });

  it.each(rules)('writes each language as if it had never written another: $weights', async (rule) => {
    const trio = await load();
    const order: LanguageTag[] = [...languageTags, ...languageTags.toReversed()];
    const written = new Map<LanguageTag, string>();
    for (const tag of order) {
      const { text } = await complete(trio, request(tag, rule));
      expect(text).toBe(written.get(tag) ?? text);
      written.set(tag, text);
    }
    for (const tag of languageTags) {
      const fresh = await load(tag);
      expect((await complete(fresh, request(tag, rule))).text).toBe(written.get(tag));
      await fresh.dispose();
      open = open.filter((other) => other !== fresh);
    }
  });

  it('translates with the small-cpt of the target, and of the source into English', async () => {
    const trio = await load();
    const [rule] = rules;
    const how = { rule: rule!, sampling: { kind: 'greedy' }, maxTokens: 4 } as const;
    await translate(trio, { ...how, text: 'Hello.', from: 'en', to: 'ug' });
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-ug');
    await translate(trio, { ...how, text: passages['mn-Cyrl'], from: 'mn-Cyrl', to: 'en' });
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-mn-Cyrl');
    await translate(trio, { ...how, text: passages['kk-Cyrl'], from: 'kk-Cyrl', to: 'bo' });
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-bo');
    // Neither side has one: the loaded one stays.
    await translate(trio, { ...how, text: 'Hello.', from: 'en', to: 'zh' });
    expect(trio.info.models.smallCpt?.folder).toBe('small-cpt-bo');
  });

  it('scores each text with the small-cpt of its language', async () => {
    const single = { name: 'small-cpt', rule: { kind: 'single', source: 'smallCpt' } } as const;
    const text = (language: LanguageTag) => ({ context: '', target: passages[language], language });
    const trio = await load();
    const [own] = await scoreTexts(trio, [text('ug')], [single]);
    const [foreign] = await scoreTexts(trio, [{ ...text('ug'), smallCpt: 'mn-Cyrl' }], [single]);
    expect(own!.perplexity).toBeLessThan(foreign!.perplexity);
    const [both] = await scoreTexts(trio, [text('ug'), text('bo')], [single]);
    const [bo] = await scoreTexts(trio, [text('bo')], [single]);
    expect(both!.negativeLogLikelihood).toBeCloseTo(
      own!.negativeLogLikelihood + bo!.negativeLogLikelihood,
      6,
    );
  });

  it('stays usable after a switch that was cancelled', async () => {
    const trio = await load('bo');
    await expect(trio.useLanguage('ug', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect((await complete(trio, request('bo', rules[0]!))).text).not.toBe('');
  });

  it('is checked whole when it is loaded, also the languages that nobody has asked for yet', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trimix-trio-'));
    try {
      await cp(demoDirectory, folder, { recursive: true });
      await truncate(join(folder, 'small-cpt-mn-Cyrl', 'model.onnx.data'), 1000);
      await expect(load('bo', folder)).rejects.toMatchObject({
        code: 'model-file-damaged',
        message: /small-cpt-mn-Cyrl/,
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('reports a model that is damaged on the way, and works again with the next language', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trimix-trio-'));
    try {
      await cp(demoDirectory, folder, { recursive: true });
      const trio = await load('bo', folder);
      await rm(join(folder, 'small-cpt-ug'), { recursive: true });
      await expect(complete(trio, request('ug', rules[0]!))).rejects.toMatchObject({
        code: 'model-file-missing',
      });
      // What asks for the trio's facts before it switches must not meet the gap.
      expect(trio.info.languages).toEqual(languageTags);
      const how = { rule: rules[0]!, sampling: { kind: 'greedy' }, maxTokens: 4 } as const;
      const translation = await translate(trio, { ...how, text: 'Hello.', from: 'en', to: 'mn-Cyrl' });
      expect(translation.tokens).toBeGreaterThan(0);
      expect((await complete(trio, request('bo', rules[0]!))).text).not.toBe('');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
