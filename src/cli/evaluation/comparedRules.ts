import {
  recommendedPair,
  type NamedRule,
  type RuleChoice,
  type ScoreReport,
  type TrioInfo,
  type WritingTask,
} from '../../engine/index.ts';
import { weightGrid, type WeightPair } from '../../engine/fusion/grid.ts';
import { proxyTuning, ruleName, safw } from '../ruleOption.ts';

const singles: readonly RuleChoice[] = [
  { kind: 'single', source: 'largeIns' },
  { kind: 'single', source: 'smallCpt' },
  { kind: 'single', source: 'smallBase' },
];

const selecting: readonly RuleChoice[] = [
  { kind: 'trimix', weights: { kind: 'perplexity', over: 'prompt' } },
  { kind: 'trimix', weights: { kind: 'perplexity', over: 'target' } },
  { kind: 'trimix', weights: { kind: 'perplexity', over: 'target', cautious: true } },
  { kind: 'trimix', weights: { kind: 'online' } },
  { kind: 'trimix', weights: { kind: 'entropy' } },
];

const fixed = ({ alpha, beta }: WeightPair): RuleChoice => ({
  kind: 'trimix',
  weights: { kind: 'fixed', alpha, beta },
});

const named = (rule: RuleChoice): NamedRule => ({ name: ruleName(rule), rule });

/** The pair that the paper finds best nearly everywhere. */
const published: WeightPair = { alpha: 0.1, beta: 0.9 };

const isPair = (pair: WeightPair) => (other: WeightPair) =>
  other.alpha === pair.alpha && other.beta === pair.beta;

/** All rules side by side, without the grid; the published pair and the trio's recommendation each by its numbers. */
export function comparedRules(info: TrioInfo, task: WritingTask): readonly NamedRule[] {
  const recommended = recommendedPair(info.recommendedWeights, task);
  const pairs = isPair(published)(recommended) ? [published] : [published, recommended];
  return [
    ...singles.map(named),
    named(proxyTuning),
    ...pairs.map(fixed).map(named),
    ...selecting.map(named),
    named(safw),
  ];
}

/** The 36 fixed pairs. */
export const gridRules: readonly NamedRule[] = weightGrid.map(fixed).map(named);

/** The pair that turns out best when the answers are known: what no selection can beat on average. */
export function bestPair(reports: readonly ScoreReport[]): {
  readonly report: ScoreReport;
  readonly pair: WeightPair;
} {
  const scores = weightGrid.map((pair) => {
    const name = named(fixed(pair)).name;
    const report = reports.find((candidate) => candidate.name === name);
    if (report === undefined) throw new Error(`No score for ${name}.`);
    return { report, pair };
  });
  return scores.reduce((best, score) =>
    score.report.negativeLogLikelihood < best.report.negativeLogLikelihood ? score : best,
  );
}
