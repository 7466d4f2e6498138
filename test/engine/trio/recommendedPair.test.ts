import { expect, it } from 'vitest';
import { recommendedPair, type WritingTask } from '../../../src/engine/trio/recommendedPair.ts';

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
