import { weightCode, weightLevels, type WeighedScript } from '../../../../../src/engine/text/languageEvidence.ts';
import { readClasses } from './corpus.ts';
import { plans } from './plans.ts';
import { learn } from './regression.ts';
import { favours } from './tune.ts';

/** Weights beyond this part of all are clipped, so that the levels resolve the many small ones. */
const unclipped = 0.999;

/** The table of one script, as `languageWeights.json` has it. */
export function makeTable(corpus: string, script: WeighedScript) {
  const plan = plans[script];
  const regression = learn(plan, readClasses(corpus, script, plan));
  const tuned = favours(corpus, script, plan, regression);
  console.log(`${script}: biases ${tuned.favours.map((favour) => favour.toFixed(1)).join(' ')}`);
  console.log(`fragments of the tuning text, right in per cent: ${tuned.report}`);
  const { weights, biases } = regression;
  const names = Object.keys(plan.classes);
  const count = names.length;
  // Only differences between classes matter: the last one's weights are set to nought and not stored.
  const relative = weights.map((weight, cell) => weight - weights[cell - (cell % count) + count - 1]!);
  const sizes = relative.map(Math.abs).sort();
  const step = Number((sizes[Math.floor(sizes.length * unclipped)]! / (weightLevels / 2 - 1)).toPrecision(4));
  const classes = names.map((name, at) => ({
    name,
    bias: Number((biases[at]! - biases[count - 1]! + tuned.favours[at]! - tuned.favours[count - 1]!).toFixed(4)),
    weights:
      at === count - 1
        ? ''
        : Array.from({ length: plan.rows }, (_, row) => {
            const level = Math.round(relative[row * count + at]! / step) + weightLevels / 2;
            return weightCode(Math.max(0, Math.min(weightLevels - 1, level)));
          }).join(''),
  }));
  return { rows: plan.rows, step, classes };
}
