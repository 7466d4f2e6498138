import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/failure.ts';
import { parseLanguage } from '../../src/cli/languageOption.ts';
import { parseRule, ruleName } from '../../src/cli/ruleOption.ts';
import { passages } from '../../src/cli/bench/passages.ts';

describe('languages', () => {
  it.each([
    ['bo', '', 'bo'],
    ['BO-Tibt', '', 'bo'],
    ['kk', passages['kk-Cyrl'], 'kk-Cyrl'],
    ['kk', passages['kk-Arab'], 'kk-Arab'],
    ['kk', 'plain English', 'kk-Arab'],
    ['kk', '', 'kk-Arab'],
    ['mn', passages['mn-Cyrl'], 'mn-Cyrl'],
    ['mn', '', 'mn-Mong'],
    ['mn-cyrl', passages['mn-Mong'], 'mn-Cyrl'],
    ['zh-Hans', '', 'zh'],
  ])('%s before %j is %s', (value, text, tag) => {
    expect(parseLanguage('lang', value, text)).toBe(tag);
  });

  it('refuses others', () => {
    expect(() => parseLanguage('lang', 'fr', '')).toThrow(UsageError);
  });
});

describe('rules', () => {
  const completion = { kind: 'completion', language: 'bo' } as const;
  const recommendedWeights = {
    completion: { alpha: 0.3, beta: 0.7 },
    translation: { alpha: 0.5, beta: 0.9 },
  };

  it.each([
    [{}, 'trimix:online'],
    [{ rule: 'trimix', alpha: '0.1', beta: '1' }, 'trimix:0.1,1'],
    [{ weights: 'perplexity' }, 'trimix:perplexity'],
    [{ weights: 'perplexity-target' }, 'trimix:perplexity-target'],
    [{ weights: 'perplexity-cautious' }, 'trimix:perplexity-cautious'],
    [{ weights: 'online' }, 'trimix:online'],
    [{ weights: 'entropy' }, 'trimix:entropy'],
    [{ rule: 'proxy-tuning' }, 'proxy-tuning'],
    [{ rule: 'safw' }, 'safw'],
    [{ rule: 'single:large-ins' }, 'single:large-ins'],
    [{ rule: 'single:small-base' }, 'single:small-base'],
  ])('%j is %s', (values, name) => {
    expect(ruleName(parseRule(values)({ recommendedWeights, missing: [] }, completion))).toBe(name);
  });

  it('takes the weights that the trio recommends for the task', () => {
    const translation = { kind: 'translation', from: 'en', to: 'bo' } as const;
    expect(parseRule({})({ recommendedWeights, missing: [] }, translation)).toEqual({
      kind: 'trimix',
      weights: { kind: 'fixed', alpha: 0.5, beta: 0.9 },
    });
  });

  it('reads the plausibility constraint', () => {
    expect(
      parseRule({ rule: 'safw', plausibility: 'large-ins:0.1' })(
        { recommendedWeights, missing: [] },
        completion,
      ),
    ).toMatchObject({
      plausibility: { source: 'largeIns', threshold: 0.1 },
    });
  });
});
