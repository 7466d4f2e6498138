import { describe, expect, it } from 'vitest';
import {
  recommendedPair,
  recommendedRule,
  type WritingTask,
} from '../../../src/engine/trio/recommendedPair.ts';
import type { MissingSource } from '../../../src/engine/trio/trioInfo.ts';

const pair = (alpha: number) => ({ alpha, beta: 1 - alpha });
const weights = {
  completion: pair(0.1),
  translation: pair(0.2),
  byLanguage: {
    bo: { completion: pair(0.3), from: pair(0.4), into: pair(0.5) },
    ug: { from: pair(0.6) },
  },
};

it.each<[WritingTask, number]>([
  [{ kind: 'completion', language: 'bo' }, 0.3],
  [{ kind: 'completion', language: 'ug' }, 0.1],
  [{ kind: 'completion', language: 'kk-Arab' }, 0.1],
  [{ kind: 'translation', from: 'en', to: 'bo' }, 0.5],
  [{ kind: 'translation', from: 'bo', to: 'zh' }, 0.4],
  [{ kind: 'translation', from: 'ug', to: 'en' }, 0.6],
  // The target's small-cpt writes: what is known of reading Uyghur says nothing about it.
  [{ kind: 'translation', from: 'ug', to: 'bo' }, 0.5],
  [{ kind: 'translation', from: 'bo', to: 'ug' }, 0.2],
  [{ kind: 'translation', from: 'en', to: 'ug' }, 0.2],
  [{ kind: 'translation', from: 'en', to: 'zh' }, 0.2],
])('the pair for %j has α %d', (task, alpha) => {
  expect(recommendedPair(weights, task).alpha).toBe(alpha);
  const { completion, translation } = weights;
  const general = recommendedPair({ completion, translation }, task);
  expect(general).toEqual(task.kind === 'completion' ? completion : translation);
});

describe('the recommended rule', () => {
  const trio = (alpha: number, missing: readonly MissingSource[] = []) => ({
    recommendedWeights: { completion: { alpha, beta: 0.9 }, translation: { alpha, beta: 0.9 } },
    missing,
  });
  const completion = { kind: 'completion', language: 'bo' } as const;

  it('follows the document in completion, and is fixed in translation', () => {
    expect(recommendedRule(trio(0.1), completion)).toEqual({
      kind: 'trimix',
      weights: { kind: 'online', usual: { alpha: 0.1, beta: 0.9 } },
    });
    expect(recommendedRule(trio(0.1), { kind: 'translation', from: 'en', to: 'bo' })).toEqual({
      kind: 'trimix',
      weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 },
    });
  });

  it('is fixed where a model is missing, or the pair is none of the grid', () => {
    const fixed = (alpha: number) => ({ kind: 'trimix', weights: { kind: 'fixed', alpha, beta: 0.9 } });
    const missing = { source: 'smallBase', reason: { kind: 'not-wanted' } } as const;
    expect(recommendedRule(trio(0.1, [missing]), completion)).toEqual(fixed(0.1));
    expect(recommendedRule(trio(0.2), completion)).toEqual(fixed(0.2));
  });
});
