import { isGap, rowsOf } from '../../../../../src/engine/text/languageEvidence.ts';
import { randomNumbers } from '../../../../models/support/randomNumbers.ts';
import type { Language } from './corpus.ts';
import type { Plan } from './plans.ts';

/** Greatest step of a weight; it falls to nought in a line. */
const greatestStep = 0.1;

/** A piece whose class is this likely already teaches nothing that is worth the time. */
const learnt = 0.995;

export interface Regression {
  /** Weight of row r for class c of n at r·n + c. */
  readonly weights: Float32Array;
  readonly biases: Float64Array;
}

function pick<Item>(items: readonly Item[], weightOf: (item: Item) => number, next: () => number): Item {
  let rest = next() * items.reduce((sum, item) => sum + weightOf(item), 0);
  return items.find((item) => (rest -= weightOf(item)) < 0) ?? items.at(-1)!;
}

/** A piece of a line from a word's beginning on: mostly as short as what stands before a cursor, at times longer. */
function pieceOf(letters: readonly number[], next: () => number): readonly number[] {
  const kind = next();
  const length = kind < 0.75 ? 7 + Math.floor(next() * 10) : kind < 0.95 ? 18 + Math.floor(next() * 30) : 120;
  if (letters.length <= length) return letters;
  let start = Math.floor(next() * (letters.length - length));
  while (start > 0 && start < letters.length - length && !isGap(letters[start])) start++;
  return letters.slice(start, start + length);
}

/**
 * Multinomial logistic regression by stochastic gradient descent with Adagrad's step sizes (Duchi et al., 2011). The
 * same text gives the same weights.
 */
export function learn(plan: Plan, classes: readonly (readonly Language[])[]): Regression {
  const next = randomNumbers(1);
  const shares = Object.values(plan.classes).map(({ share }) => share);
  const count = classes.length;
  const indices = classes.map((_, at) => at);
  const weights = new Float32Array(plan.rows * count);
  const squares = new Float32Array(plan.rows * count).fill(1e-3);
  const biases = new Float64Array(count);
  const scores = new Float64Array(count);
  for (let piece = 0; piece < plan.pieces; piece++) {
    const truth = pick(indices, (at) => shares[at]!, next);
    const { lines } = pick(classes[truth]!, ({ weight }) => weight, next);
    const letters = pieceOf(lines[Math.floor(next() * lines.length)]!, next);
    const rows = rowsOf(letters, plan.rows);
    if (rows.length < 3) continue;
    scores.set(biases);
    for (const row of rows) for (let at = 0; at < count; at++) scores[at]! += weights[row * count + at]!;
    let greatest = -Infinity;
    for (let at = 0; at < count; at++) greatest = Math.max(greatest, scores[at]!);
    let mass = 0;
    for (let at = 0; at < count; at++) mass += scores[at] = Math.exp(scores[at]! - greatest);
    if (scores[truth]! / mass > learnt) continue;
    const step = greatestStep * (1 - piece / plan.pieces);
    for (let at = 0; at < count; at++) {
      const error = scores[at]! / mass - (at === truth ? 1 : 0);
      if (Math.abs(error) < 1e-4) continue;
      biases[at]! -= 0.01 * step * error;
      for (const row of rows) {
        const cell = row * count + at;
        squares[cell]! += error * error;
        weights[cell]! -= (step * error) / Math.sqrt(squares[cell]!);
      }
    }
  }
  return { weights, biases };
}
