import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/protocol/engineTypes.ts';
import {
  divergenceText,
  guardText,
  outcomeText,
  ruleText,
  summary,
  taskText,
  tokenLabel,
  weightOriginText,
  weightStepText,
} from '../../../webview/inspector/describe.ts';
import { statisticsOf, weightsVary } from '../../../webview/inspector/statistics.ts';
import { fillText } from '../../../webview/shared/template.ts';
import { onlineOrigin } from '../fixtures/decisions.ts';
import { completionTrace, translationHeader } from '../fixtures/traces.ts';

const { decisions, ...header } = completionTrace('ug', 3);
const decision: Decision = {
  ...decisions[0]!,
  winner: 'smallCpt',
  text: ' شىمال',
  logprob: Math.log(0.41),
  changedByFusion: false,
};
const sentence = (of: Decision): string => {
  const { template, values } = summary(of);
  return fillText(template, { ...values, chosen: 'A', runnerUp: 'B' });
};

describe('tokenLabel', () => {
  it('says place, text, winner and probability', () => {
    expect(tokenLabel({ ...decision, index: 2 }, 17, null)).toBe(
      'token 3 of 17: ‹شىمال›, decided by small-cpt, probability 41%',
    );
  });

  it('says what else there is to know', () => {
    const label = tokenLabel({ ...decision, text: '<0xE0>', changedByFusion: true }, 2, 'བ');
    expect(label).toContain('part of ‹བ›');
    expect(label).toContain('changed by fusion');
    expect(tokenLabel({ ...decision, text: '\n' }, 2, null)).toContain('nothing visible');
  });
});

describe('summary', () => {
  it('names the winner with its share of the margin', () => {
    const won = {
      ...decision,
      margin: 3.42,
      contributions: { largeIns: -0.6, smallCpt: 4.1, smallBase: -0.08 },
    };
    expect(sentence(won)).toBe('small-cpt decided: it gave +4.10 to the margin of 3.42 by which A beat B.');
  });

  it('says when sampling took another than the best', () => {
    expect(sentence({ ...decision, margin: -0.5 })).toContain('Sampling took A, though B scored 0.50 higher');
  });

  it('knows a tie', () => {
    expect(sentence({ ...decision, margin: 0 })).toContain('tie');
  });

  it('has a sentence for every decision', () => {
    for (const each of decisions) expect(sentence(each)).toMatch(/^\S.+\.$/u);
  });
});

describe('the facts of a step', () => {
  it('tell where weights come from', () => {
    expect(weightOriginText({ ...decision, weightOrigin: { kind: 'fixed' } })).toBe('Fixed by the rule.');
    expect(
      weightOriginText({
        ...decision,
        weightOrigin: { kind: 'perplexity', meanNegativeLogLikelihood: 2.306, tokens: 1, keptUsual: false },
      }),
    ).toContain('2.31 nats per token over 1 token.');
    expect(
      weightOriginText({
        ...decision,
        weightOrigin: { kind: 'perplexity', meanNegativeLogLikelihood: 2.306, tokens: 40, keptUsual: true },
      }),
    ).toMatch(/^The usual pair: over 40 guiding tokens no other .*2\.31 nats/u);
    expect(weightOriginText({ ...decision, weightOrigin: { kind: 'entropy', entropy: 1.2 } })).toContain(
      '1.20 nats',
    );
    expect(weightOriginText({ ...decision, weightOrigin: { kind: 'per-step' } })).toContain('each token');
  });

  it('tell of weights that follow the document', () => {
    const told = (change: object): string =>
      weightOriginText({ ...decision, weightOrigin: { ...onlineOrigin, ...change } });
    expect(told({})).toMatch(/^α 0\.5, β 0\.7: clearly better .* 301 tokens can tell\. It gives 3\.46 nats/u);
    const kept = { keptUsual: true, effectiveTokens: 1, path: onlineOrigin.path.slice(0, 1) };
    expect(told(kept)).toMatch(/^The usual pair, α 0\.1, β 0\.9: no other .* 1 token can tell\./u);
    expect(told({ ...kept, effectiveTokens: 0 })).toContain('no text in its script yet');
    expect(onlineOrigin.path.map(weightStepText).at(-1)).toBe('from token 231 on: α 0.5, β 0.7');
  });

  it('tell what guards did', () => {
    expect(guardText({ ...decision, guard: null })).toBe('No token was forbidden.');
    expect(guardText({ ...decision, guard: { banned: 2, reason: ['repetition', 'script'] } })).toBe(
      '2 tokens were forbidden: repetition, foreign script.',
    );
  });

  it('bound the divergence by the number of models that ran', () => {
    expect(divergenceText({ ...decision, divergence: 0.2 })).toContain('0.20 of at most 1.10');
    expect(
      divergenceText({ ...decision, divergence: 0.2, sources: { ...decision.sources, smallBase: null } }),
    ).toContain('at most 0.69');
  });
});

describe('the names of generations', () => {
  it('name the task', () => {
    expect(taskText(header)).toBe('Completion, Uyghur');
    expect(taskText(translationHeader('en', 'mn-Mong'))).toBe(
      'Translation, English to Mongolian (traditional script)',
    );
  });

  it('name every rule', () => {
    expect(ruleText({ kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } })).toBe(
      'TriMix, α 0.1, β 0.9',
    );
    expect(ruleText({ kind: 'trimix', weights: { kind: 'perplexity', over: 'prompt' } })).toBe(
      'TriMix, weights by perplexity',
    );
    expect(ruleText({ kind: 'trimix', weights: { kind: 'online' } })).toBe(
      'TriMix, weights that follow the document',
    );
    expect(ruleText({ kind: 'trimix', weights: { kind: 'entropy' } })).toBe('TriMix, weights by entropy');
    expect(ruleText({ kind: 'proxy-tuning', strength: 1 })).toBe('Proxy Tuning × 1');
    expect(ruleText({ kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 })).toBe(
      'SAF-W, small-cpt checks large-ins',
    );
    expect(
      ruleText({ kind: 'single', source: 'smallCpt', plausibility: { source: 'smallCpt', threshold: 0.1 } }),
    ).toBe('small-cpt alone, plausibility ≥ 0.1');
  });

  it('tell how a generation went', () => {
    expect(outcomeText({ ...header, decisions, outcome: null })).toBe('22 tokens, generating …');
    expect(outcomeText({ ...header, decisions })).toBe(
      '22 tokens, ended at a sentence or line end, 23 tokens/s, prompt read in 42 ms, 60 of 84 prompt tokens from cache',
    );
  });
});

describe('statistics', () => {
  it('count each token once', () => {
    const { won, changedByFusion } = statisticsOf(decisions);
    expect(won.largeIns + won.smallCpt + won.smallBase).toBe(decisions.length);
    expect(changedByFusion).toBe(decisions.filter((each) => each.changedByFusion).length);
  });

  it('know whether weights vary', () => {
    expect(weightsVary([])).toBe(false);
    expect(weightsVary(decisions)).toBe(false);
    expect(
      weightsVary([...decisions, { ...decision, weights: { largeIns: 0.2, smallCpt: 1, smallBase: -0.2 } }]),
    ).toBe(true);
  });
});
