import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complete,
  defaultRule,
  sourceIds,
  TriMixError,
  type CompletionRequest,
  type Decision,
  type RuleChoice,
  type Trio,
} from '../../../src/engine/index.ts';
import { isClusterBoundary } from '../../../src/engine/text/graphemes.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { scriptShare } from '../../../src/engine/text/scriptWatch.ts';
import { loadDemo } from '../demo.ts';
import { paragraphs, realPrefixes } from '../udhr.ts';

let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

const request = (overrides: Partial<CompletionRequest> = {}): CompletionRequest => ({
  prefix: paragraphs('bo')[2]!.slice(0, 60),
  language: 'bo',
  maxTokens: 16,
  endAt: 'none',
  rule: defaultRule,
  sampling: { kind: 'greedy' },
  ...overrides,
});

const rules: readonly (readonly [string, RuleChoice])[] = [
  ['trimix', defaultRule],
  ['trimix by perplexity', { kind: 'trimix', weights: { kind: 'perplexity', over: 'prompt' } }],
  ['trimix by perplexity of the target', { kind: 'trimix', weights: { kind: 'perplexity', over: 'target' } }],
  ['trimix by entropy', { kind: 'trimix', weights: { kind: 'entropy' } }],
  ['proxy tuning', { kind: 'proxy-tuning', strength: 1 }],
  ['SAF-W', { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 }],
  ['large-ins alone', { kind: 'single', source: 'largeIns' }],
  ['small-cpt alone', { kind: 'single', source: 'smallCpt' }],
  ['small-base alone', { kind: 'single', source: 'smallBase' }],
  ['with plausibility', { ...defaultRule, plausibility: { source: 'smallCpt', threshold: 0.1 } }],
];

describe.each(languageTags)('completing %s', (tag) => {
  it('writes its script in whole clusters, streaming what it will return', async () => {
    for (const { prefix } of realPrefixes(6).filter((prompt) => prompt.tag === tag)) {
      let streamed = '';
      const { text } = await complete(trio, request({ prefix, language: tag }), {
        onText: (delta) => {
          streamed += delta;
          expect(isClusterBoundary(prefix + streamed, prefix.length)).toBe(true);
        },
      });
      expect(text).not.toBe('');
      expect(text).not.toContain('\uFFFD');
      expect(scriptShare(text, tag)).toBeGreaterThan(0.7);
      expect(streamed.startsWith(text)).toBe(true);
      expect(isClusterBoundary(prefix + text, prefix.length)).toBe(true);
    }
  });
});

it('finishes a word that is half written, also where its end is not plausible', async () => {
  const rule: RuleChoice = { ...defaultRule, plausibility: { source: 'smallCpt', threshold: 0.1 } };
  for (const { tag, prefix } of realPrefixes(6)) {
    const cut = prefix.trimEnd().slice(0, -2);
    const { text } = await complete(trio, request({ rule, prefix: cut, language: tag, maxTokens: 8 }));
    expect(text, `${tag}: …${cut.slice(-12)}`).not.toBe('');
  }
});

describe.each(rules)('the record of %s', (_, rule) => {
  let decisions: readonly Decision[];
  beforeAll(async () => {
    const all: Decision[] = [];
    for (const { tag, prefix } of realPrefixes(2)) {
      const { trace, tokens } = await complete(trio, request({ rule, prefix, language: tag }), {
        trace: 'all',
      });
      expect(trace).toHaveLength(tokens);
      all.push(...trace);
    }
    decisions = all;
  });

  it('has contributions that sum to the fused margin', () => {
    expect(decisions.length).toBeGreaterThan(50);
    for (const { contributions, margin, guard } of decisions) {
      expect(contributions.largeIns + contributions.smallCpt + contributions.smallBase).toBeCloseTo(
        margin,
        9,
      );
      // Greedy takes the best that is allowed.
      if (guard === null) expect(margin).toBeGreaterThanOrEqual(0);
    }
  });

  it('has exact ranks and probabilities for every source', () => {
    for (const decision of decisions) {
      for (const source of sourceIds) {
        const view = decision.sources[source]!;
        const place = view.top.findIndex(({ token }) => token === decision.token);
        if (place >= 0) {
          expect(view.rank).toBe(place + 1);
          expect(view.logprob).toBeCloseTo(view.top[place]!.logprob, 9);
        } else expect(view.rank).toBeGreaterThan(view.top.length);
        expect(view.choice.token).toBe(view.top[0]!.token);
        expect(view.logprob).toBeLessThanOrEqual(0);
        expect(view.entropy).toBeGreaterThanOrEqual(0);
      }
      expect(decision.divergence).toBeGreaterThanOrEqual(0);
      expect(decision.divergence).toBeLessThanOrEqual(Math.log(3) + 1e-9);
    }
  });
});

describe('sources of weight 0', () => {
  it('are not run, and the record says so', async () => {
    const { trace } = await complete(trio, request(), { trace: 'used' });
    expect(trace[0]!.sources.smallBase).toBeNull();
    expect(trace[0]!.sources.smallCpt).not.toBeNull();
    const before = [...trio.models.smallBase!.cachedIds];
    await complete(trio, request({ prefix: 'བོད་ཡིག་' }));
    expect(trio.models.smallBase!.cachedIds).toEqual(before);
  });
});

describe('the KV cache between requests', () => {
  it('keeps what a growing document shares with the last request', async () => {
    const text = paragraphs('kk-Cyrl')[2]!;
    await complete(trio, request({ prefix: text.slice(0, 60), language: 'kk-Cyrl' }));
    const { timings } = await complete(trio, request({ prefix: text.slice(0, 66), language: 'kk-Cyrl' }));
    expect(timings.cachedTokens).toBeGreaterThan(0.8 * timings.promptTokens - 3);
  });

  it('drops what an edit in the middle changed', async () => {
    const text = paragraphs('kk-Cyrl')[2]!.slice(0, 120);
    await complete(trio, request({ prefix: text, language: 'kk-Cyrl' }));
    const edited = text.slice(0, 40) + ' жаңа сөз' + text.slice(40);
    const reused = await complete(trio, request({ prefix: edited, language: 'kk-Cyrl' }));
    const fresh = await complete(
      trio,
      request({ prefix: edited, language: 'kk-Cyrl' }),
      {},
      { reusePrefix: false },
    );
    expect(reused.timings.cachedTokens).toBeGreaterThan(0);
    expect(reused.timings.cachedTokens).toBeLessThan(reused.timings.promptTokens / 2);
    expect(reused.text).toBe(fresh.text);
  });
});

describe('a document longer than the context', () => {
  it.each(languageTags)('is completed from its end in %s', async (tag) => {
    const prefix = Array.from({ length: 80 }, () => paragraphs(tag).join('\n'))
      .join('\n')
      .slice(0, 60_000);
    const { text, timings } = await complete(trio, request({ prefix, language: tag, maxTokens: 4 }));
    expect(timings.promptTokens).toBeLessThan(1024);
    expect(timings.promptTokens).toBeGreaterThan(500);
    expect(text).not.toContain('\uFFFD');
  });
});

describe('ends', () => {
  it('at the token limit, at a finished word', async () => {
    const { tokens, stop, text } = await complete(
      trio,
      request({ prefix: 'Адам құқықтарын қорғау ', language: 'kk-Cyrl', maxTokens: 9 }),
    );
    expect(stop).toBe('max-tokens');
    expect(tokens).toBe(9);
    expect(text).not.toMatch(/\s$/);
  });

  it('at a line, at a sentence, at the time limit', async () => {
    for (const { tag, prefix } of realPrefixes(3)) {
      const sentence = await complete(
        trio,
        request({ prefix, language: tag, endAt: 'sentence', maxTokens: 60 }),
      );
      if (sentence.stop === 'natural-end') expect(sentence.text.trim()).not.toBe('');
      const line = await complete(trio, request({ prefix, language: tag, endAt: 'line', maxTokens: 60 }));
      expect(line.text.trimStart()).not.toMatch(/[\r\n]/);
    }
    const hurried = await complete(trio, request({ timeLimitMs: 0, maxTokens: 50 }));
    expect(hurried.stop).toBe('time-limit');
    expect(hurried.tokens).toBe(1);
  });

  it('never in a loop: no run of tokens stands four times in a row', async () => {
    for (const { tag, prefix } of realPrefixes(4)) {
      for (const source of sourceIds) {
        const { trace } = await complete(
          trio,
          request({ prefix, language: tag, maxTokens: 80, rule: { kind: 'single', source } }),
          { trace: 'used' },
        );
        const ids = trace.map(({ token }) => token);
        for (let period = 2; period <= 12; period++) {
          for (let at = 0; at + 4 * period <= ids.length; at++) {
            const copies = [0, 1, 2, 3].map((copy) =>
              ids.slice(at + copy * period, at + (copy + 1) * period).join(),
            );
            expect(new Set(copies).size).toBeGreaterThan(1);
          }
        }
      }
    }
  });
});

describe('the text around the cursor', () => {
  it('is not repeated: what already follows is taken off', async () => {
    const prefix = paragraphs('mn-Cyrl')[3]!.slice(0, 50);
    const free = await complete(trio, request({ prefix, language: 'mn-Cyrl' }));
    const words = free.text.trimEnd();
    const repeated = await complete(trio, request({ prefix, language: 'mn-Cyrl', suffix: words }));
    expect(repeated.text).toBe('');
  });

  it('is healed: a prefix that ends in a space or in the middle of a word goes on naturally', async () => {
    const full = await complete(trio, request({ prefix: 'Қазақстан', language: 'kk-Cyrl' }));
    const spaced = await complete(trio, request({ prefix: 'Қазақстан ', language: 'kk-Cyrl' }));
    expect(spaced.text).not.toMatch(/^ /);
    expect(full.text).not.toBe('');
    const cut = await complete(trio, request({ prefix: 'Қазақста', language: 'kk-Cyrl' }));
    expect(cut.text.startsWith('н')).toBe(true);
  });

  it('may be empty', async () => {
    const { text } = await complete(trio, request({ prefix: '' }));
    expect(text).not.toBe('');
  });
});

describe('sampling', () => {
  it('is repeatable by its seed and differs between seeds', async () => {
    const draw = (seed: number) =>
      complete(trio, request({ sampling: { kind: 'top-p', temperature: 1, topP: 0.95, seed } }));
    const [a, b, c] = [await draw(1), await draw(1), await draw(2)];
    expect(a.text).toBe(b.text);
    expect(a.text).not.toBe(c.text);
  });
});

describe('what is refused', () => {
  it.each([
    ['half a character', request({ prefix: 'བོད\uD800' }), 'text-not-well-formed'],
    ['a binary document', request({ prefix: 'PK\u0003\u0004\0\0\0' }), 'text-binary'],
    [
      'weights that are NaN',
      request({ rule: { kind: 'trimix', weights: { kind: 'fixed', alpha: NaN, beta: 1 } } }),
      'rule-invalid',
    ],
  ] as const)('%s', async (_, bad, code) => {
    await expect(complete(trio, bad)).rejects.toMatchObject({ code });
    // And nothing is broken afterwards.
    await expect(complete(trio, request())).resolves.toBeDefined();
  });

  it('an operation that is cancelled, at the next step', async () => {
    const controller = new AbortController();
    let steps = 0;
    const running = complete(trio, request({ maxTokens: 100 }), {
      signal: controller.signal,
      trace: 'used',
      onDecision: () => {
        if (++steps === 3) controller.abort(new TriMixError('superseded'));
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'superseded' });
    expect(steps).toBe(3);
  });

  it('cancels between the chunks of a prefill', async () => {
    const controller = new AbortController();
    const prefix = paragraphs('ug').join('\n').slice(0, 3000);
    let reported = 0;
    const running = complete(
      trio,
      request({ prefix, language: 'ug' }),
      {
        signal: controller.signal,
        onPrefill: () => {
          if (++reported === 2) setImmediate(() => controller.abort());
        },
      },
      { reusePrefix: false },
    );
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});
