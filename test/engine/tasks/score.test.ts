import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreTexts, translationPrompt, type NamedRule, type Trio } from '../../../src/engine/index.ts';
import { logSumExp } from '../../../src/engine/fusion/distribution.ts';
import { weightGrid } from '../../../src/engine/fusion/grid.ts';
import { loadDemo } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

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
