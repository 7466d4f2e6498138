import type { ScoreReport, Trio, WritingTask } from '../../src/engine/index.ts';
import {
  continuationTexts,
  translationTexts,
  type ScoredTexts,
} from '../../src/cli/evaluation/scoredTexts.ts';
import { scoreSideBySide } from '../../src/cli/evaluation/sideBySide.ts';
import { directed, type HeldOut } from './heldOut.ts';

/** What is measured: plain text, or the answers of translation prompts in one direction. */
export const perplexityTasks = ['continuation', 'into the language', 'into English'] as const;
export type PerplexityTask = (typeof perplexityTasks)[number];

/** Examples in a prompt, where so many fit into the models' context. */
const shots = 3;

/** Every rule's report for one language and task; the last is the best of the 36 fixed pairs in hindsight. */
export interface Perplexities {
  readonly texts: number;
  readonly shots: number;
  readonly rules: readonly ScoreReport[];
  /** Reports of all 36 fixed pairs. */
  readonly grid: readonly ScoreReport[];
  readonly oracle: string;
}

/** Name of the oracle's row. */
export const oracleName = 'oracle: best fixed pair';

/** Measures one language in one task. */
export async function perplexities(
  trio: Trio,
  language: HeldOut,
  task: PerplexityTask,
): Promise<Perplexities> {
  const scored = scoredTexts(trio, language, task);
  const { rules, grid, best } = await scoreSideBySide(trio, scored.texts, writingTask(language.tag, task));
  return {
    texts: scored.texts.length,
    shots: scored.shots,
    rules: [...rules, { ...best.report, name: oracleName }],
    grid,
    oracle: best.report.name,
  };
}

/** What is written when a language is measured in a task. */
export function writingTask(tag: HeldOut['tag'], task: PerplexityTask): WritingTask {
  if (task === 'continuation') return { kind: 'completion', language: tag };
  const [from, to] = task === 'into the language' ? (['en', tag] as const) : ([tag, 'en'] as const);
  return { kind: 'translation', from, to };
}

function scoredTexts(
  trio: Trio,
  { tag, texts, pairs, examples }: HeldOut,
  task: PerplexityTask,
): ScoredTexts {
  if (task === 'continuation') return continuationTexts(texts, tag);
  const isInto = task === 'into the language';
  const direction = isInto ? ({ from: 'en', to: tag } as const) : ({ from: tag, to: 'en' } as const);
  const chosen = directed(examples, isInto).slice(0, shots);
  return translationTexts(trio, directed(pairs, isInto), chosen, direction);
}
