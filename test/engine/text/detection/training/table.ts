import {
  weightCode,
  weightLevels,
  type WeighedScript,
} from '../../../../../src/engine/text/languageEvidence.ts';
import { readClasses } from './corpus.ts';
import { plans, type Plan } from './plans.ts';
import { learn, type Regression } from './regression.ts';
import { favours } from './tune.ts';

/** Weights beyond this part of all are clipped, so that the levels resolve the many small ones. */
const unclipped = 0.999;

/** The table of one script, as `languageWeights.json` has it. */
export interface Table {
  readonly rows: number;
  readonly step: number;
  readonly classes: readonly { readonly name: string; readonly bias: number; readonly weights: string }[];
}

/** Learns a script's table from CORPUS/train and chooses its biases on CORPUS/tune. */
export function makeTable(corpus: string, script: WeighedScript): Table {
  const plan = plans[script];
  return favoured(corpus, script, quantised(plan, learn(plan, readClasses(corpus, script, plan))));
}

/** The table with its languages favoured as the tuning text asks. */
export function favoured(corpus: string, script: WeighedScript, table: Table): Table {
  const tuned = favours(corpus, script, plans[script], table);
  console.log(`${script}: biases ${tuned.favours.map((favour) => favour.toFixed(1)).join(' ')}`);
  console.log(`fragments of the tuning text, right in per cent: ${tuned.report}`);
  const classes = table.classes.map((entry, at) => ({
    ...entry,
    bias: Number((entry.bias + tuned.favours[at]!).toFixed(4)),
  }));
  return { ...table, classes };
}

function quantised(plan: Plan, { weights, biases }: Regression): Table {
  const names = Object.keys(plan.classes);
  const count = names.length;
  // Only differences between classes matter: the last one's weights are set to nought and not stored.
  const relative = weights.map((weight, cell) => weight - weights[cell - (cell % count) + count - 1]!);
  const sizes = relative.map(Math.abs).sort();
  const step = Number((sizes[Math.floor(sizes.length * unclipped)]! / (weightLevels / 2 - 1)).toPrecision(4));
  const classes = names.map((name, at) => ({
    name,
    bias: Number((biases[at]! - biases[count - 1]!).toFixed(4)),
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
