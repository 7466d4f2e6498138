import {
  scoreTexts,
  type ScoredText,
  type ScoreReport,
  type Trio,
  type WritingTask,
} from '../../engine/index.ts';
import { bestPair, comparedRules, gridRules } from './comparedRules.ts';

/** Every rule on the same texts. */
export interface SideBySide {
  /** The rules that are compared, in their order. */
  readonly rules: readonly ScoreReport[];
  /** The 36 fixed pairs, in grid order. */
  readonly grid: readonly ScoreReport[];
  readonly best: ReturnType<typeof bestPair>;
}

/** Measures the compared rules and the whole grid in one pass over the texts. Errors as `scoreTexts`. */
export async function scoreSideBySide(
  trio: Trio,
  texts: readonly ScoredText[],
  task: WritingTask,
  options: Parameters<typeof scoreTexts>[3] = {},
): Promise<SideBySide> {
  const rules = comparedRules(trio.info, task);
  const once = new Map([...rules, ...gridRules].map((rule) => [rule.name, rule]));
  const reports = await scoreTexts(trio, texts, [...once.values()], options);
  const byName = new Map(reports.map((report) => [report.name, report]));
  return {
    rules: rules.map(({ name }) => byName.get(name)!),
    grid: gridRules.map(({ name }) => byName.get(name)!),
    best: bestPair(reports),
  };
}
