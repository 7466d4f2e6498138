import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  scoreTexts,
  translationPrompt,
  type NamedRule,
  type RuleChoice,
  type ScoredText,
  type Trio,
} from '../../../src/engine/index.ts';
import { logSumExp } from '../../../src/engine/fusion/distribution.ts';
import { weightGrid } from '../../../src/engine/fusion/grid.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { heldOut } from '../../../scripts/evalDemo/heldOut.ts';
import { loadDemo } from '../demo.ts';
import { paragraphs } from '../udhr.ts';
import { plainScore } from './plainScore.ts';

let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

const single = (source: 'largeIns' | 'smallCpt' | 'smallBase'): NamedRule => ({
  name: source,
  rule: { kind: 'single', source },
});
const fixed = (alpha: number, beta: number): NamedRule => ({
  name: `${alpha} ${beta}`,
  rule: { kind: 'trimix', weights: { kind: 'fixed', alpha, beta } },
});

describe('measuring', () => {
  it('agrees with a plain walk, one token at a time, through one model', async () => {
    const text = paragraphs('mn-Cyrl')[2]!.slice(0, 80);
    const [report] = await scoreTexts(
      trio,
      [{ context: '', target: text, language: 'mn-Cyrl' }],
      [single('smallCpt')],
    );
    const ids = trio.tokenizer.encode(text);
    const model = trio.models.smallCpt!;
    model.rewind(0);
    let nll = 0;
    for (let i = 0; i + 1 < ids.length; i++) {
      const { data } = await model.append([ids[i]!], 1);
      nll -= data[ids[i + 1]!]! - logSumExp(data, trio.tokenizer.vocabularySize);
    }
    expect(report!.tokens).toBe(ids.length - 1);
    expect(report!.bytes).toBe(Buffer.byteLength(text) - trio.tokenizer.bytes(ids[0]!).length);
    expect(report!.negativeLogLikelihood / report!.tokens).toBeCloseTo(nll / report!.tokens, 1);
    expect(report!.perplexity).toBeCloseTo(Math.exp(report!.negativeLogLikelihood / report!.tokens), 9);
  });

  it('measures the target only', async () => {
    const [context, target] = ['Адам құқықтары', ' мен бостандықтары.'];
    const [part] = await scoreTexts(trio, [{ context, target, language: 'kk-Cyrl' }], [single('smallCpt')]);
    const [whole] = await scoreTexts(
      trio,
      [{ context: '', target: context + target, language: 'kk-Cyrl' }],
      [single('smallCpt')],
    );
    expect(part!.bytes).toBe(Buffer.byteLength(target));
    expect(part!.tokens).toBeLessThan(whole!.tokens);
    expect(part!.negativeLogLikelihood).toBeLessThan(whole!.negativeLogLikelihood);
  });

  it('scores a pair on the grid as it scores the same weights off the fast path', async () => {
    const texts = [{ context: 'བོད་ཡིག་', target: paragraphs('bo')[2]!.slice(0, 80), language: 'bo' as const }];
    const [onGrid, offGrid] = await scoreTexts(trio, texts, [fixed(0.3, 0.9), fixed(0.3, 0.9 + 1e-12)]);
    expect(onGrid!.negativeLogLikelihood / onGrid!.tokens).toBeCloseTo(
      offGrid!.negativeLogLikelihood / offGrid!.tokens,
      4,
    );
  });

  it('a pair guided by the prompt is never better than the best fixed pair on one text', async () => {
    const prompt = translationPrompt('en', 'ug', 'All are equal before the law.', [
      { source: 'Everyone has the right to life.', target: paragraphs('ug')[5]! },
    ]);
    const text = {
      context: prompt.text,
      target: ` ${paragraphs('ug')[7]!}`,
      guides: prompt.targets,
      language: 'ug' as const,
    };
    const guided: NamedRule[] = [
      { name: 'prompt', rule: { kind: 'trimix', weights: { kind: 'perplexity', over: 'prompt' } } },
      { name: 'target', rule: { kind: 'trimix', weights: { kind: 'perplexity', over: 'target' } } },
      { name: 'entropy', rule: { kind: 'trimix', weights: { kind: 'entropy' } } },
    ];
    const reports = await scoreTexts(
      trio,
      [text],
      [...guided, ...weightGrid.map(({ alpha, beta }) => fixed(alpha, beta))],
    );
    const best = Math.min(...reports.slice(3).map(({ perplexity }) => perplexity));
    for (const { perplexity, meanWeights } of reports.slice(0, 3)) {
      expect(perplexity).toBeGreaterThanOrEqual(best - 1e-6);
      expect(meanWeights.largeIns + meanWeights.smallCpt + meanWeights.smallBase).toBeCloseTo(1, 9);
    }
  });

  it('cannot measure a single token', async () => {
    await expect(
      scoreTexts(trio, [{ context: '', target: 'а', language: 'kk-Cyrl' }], [single('smallCpt')]),
    ).rejects.toMatchObject({ code: 'perplexity-no-tokens' });
  });

  it('can be cancelled', async () => {
    const signal = AbortSignal.abort();
    const texts = [{ context: '', target: paragraphs('ug')[3]!, language: 'ug' as const }];
    await expect(scoreTexts(trio, texts, [single('smallCpt')], { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

/** A text of several chunks, of which about `measured` tokens are measured. */
function longText(language: (typeof languageTags)[number], measured: number): ScoredText {
  const { tokenizer } = trio;
  const whole = heldOut(language).texts.join(' ').slice(0, 1000);
  const ids = tokenizer.encode(whole);
  for (let cut = whole.length - 1; cut > 0; cut--) {
    const context = tokenizer.encode(whole.slice(0, cut));
    // Where a token ends in the whole as well.
    if (ids.length - context.length >= measured && context.at(-1) === ids[context.length - 1])
      return { context: whole.slice(0, cut), target: whole.slice(cut), language };
  }
  throw new Error('The text is too short.');
}

describe('chunk by chunk', () => {
  const trimix = (weights: Extract<RuleChoice, { kind: 'trimix' }>['weights']): RuleChoice => ({
    kind: 'trimix',
    weights,
  });
  const rules: readonly RuleChoice[] = [
    trimix({ kind: 'fixed', alpha: 0.3, beta: 0.9 }),
    trimix({ kind: 'fixed', alpha: 0.3, beta: 0.91 }),
    trimix({ kind: 'perplexity', over: 'prompt' }),
    trimix({ kind: 'perplexity', over: 'target', cautious: true }),
    trimix({ kind: 'entropy' }),
    trimix({ kind: 'online' }),
    trimix({ kind: 'online', halfLife: 10 }),
    {
      kind: 'trimix',
      weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 },
      plausibility: { source: 'smallBase', threshold: 0.1 },
    },
    { kind: 'proxy-tuning', strength: 1 },
    { kind: 'single', source: 'largeIns' },
  ];
  const named = rules.map((rule) => ({ name: JSON.stringify(rule), rule }));

  it.each(languageTags)('gives to the last bit what all rows at once give: %s', async (language) => {
    await trio.useLanguage(language);
    const text = longText(language, 20);
    const reports = await scoreTexts(trio, [text], named);
    const plain = await plainScore(trio, text, rules);
    const { tokens } = reports[0]!;
    expect(tokens).toBeGreaterThanOrEqual(20);
    expect(trio.tokenizer.encode(text.context).length).toBeGreaterThan(150);
    expect(
      reports.map(({ name, negativeLogLikelihood, meanWeights }) => ({
        name,
        negativeLogLikelihood,
        largeIns: meanWeights.largeIns,
      })),
    ).toEqual(
      plain.map(({ negativeLogLikelihood, largeIns }, at) => ({
        name: named[at]!.name,
        negativeLogLikelihood,
        largeIns: largeIns / tokens,
      })),
    );
  });

  /** What was asked of the models, in order: source, ids, rows. */
  async function asked(rule: RuleChoice): Promise<readonly [string, number, number][]> {
    await trio.useLanguage('ug');
    const text = longText('ug', 20);
    const calls: [string, number, number][] = [];
    for (const source of ['largeIns', 'smallCpt', 'smallBase'] as const) {
      const model = trio.models[source]!;
      const append = model.append.bind(model);
      const spy = vi.spyOn(model, 'append').mockImplementation((ids, keep, signal) => {
        calls.push([source, ids.length, keep]);
        return append(ids, keep, signal);
      });
      onTestFinished(() => spy.mockRestore());
    }
    await scoreTexts(trio, [text], [{ name: 'rule', rule }]);
    return calls;
  }

  // Rows of a whole text would be gigabytes with real vocabularies: no plan of memory has room for them.
  it('never has the rows of more than one chunk', async () => {
    const calls = await asked({ kind: 'trimix', weights: { kind: 'perplexity', over: 'prompt' } });
    expect(calls.length).toBeGreaterThan(6);
    for (let at = 0; at < calls.length; at += 3) {
      const chunk = calls.slice(at, at + 3);
      expect(new Set(chunk.map(([source]) => source)).size).toBe(3);
      expect(new Set(chunk.map(([, ids]) => ids)).size).toBe(1);
    }
  });

  it('asks for no rows of what is read without being measured', async () => {
    const calls = await asked({ kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } });
    expect(calls.filter(([, , keep]) => keep > 1).length).toBeLessThanOrEqual(6);
    expect(calls.filter(([, ids, keep]) => ids === 64 && keep === 1).length).toBeGreaterThanOrEqual(6);
  });

  it('can be cancelled in the middle, and then measures the same', async () => {
    const text = longText('ug', 20);
    const expected = await scoreTexts(trio, [text], named);
    const model = trio.models.smallCpt!;
    const append = model.append.bind(model);
    const controller = new AbortController();
    const spy = vi.spyOn(model, 'append').mockImplementationOnce(async (ids, keep, signal) => {
      const rows = await append(ids, keep, signal);
      controller.abort();
      return rows;
    });
    onTestFinished(() => spy.mockRestore());
    await expect(scoreTexts(trio, [text], named, { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await scoreTexts(trio, [text], named)).toEqual(expected);
  });
});
