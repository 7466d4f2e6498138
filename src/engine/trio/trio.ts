import type { GridHistories } from '../decoding/gridHistories.ts';
import type { DraftStatistics } from '../decoding/speculation/draftStatistics.ts';
import type { PerSource } from '../fusion/sources.ts';
import type { LanguageModel } from '../runtime/languageModel.ts';
import type { LanguageTag } from '../text/languages.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { TrioInfo } from './trioInfo.ts';

/**
 * Loaded models with their tokenizer: all three where they fit. Serves one job at a time: each model caches one
 * sequence, and only one language's small-cpt is in memory.
 */
export interface Trio {
  readonly info: TrioInfo;
  readonly tokenizer: Tokenizer;
  /** The models of the language in use; null for a source that is not in memory. */
  readonly models: PerSource<LanguageModel | null>;
  /** Positions of prompt and answer together: the shortest context of the models on disk, and what memory is for. */
  readonly contextLength: number;
  /** Ids at which any of the trio's models ends a text, whether or not it is in memory: texts end alike. */
  readonly endOfTextIds: ReadonlySet<number>;
  /** Scores of the last documents under the grid of weights, by the models of the language in use. */
  readonly gridHistories: GridHistories;
  /** What its generations have taught about drafting, with the small-cpt in memory. */
  readonly drafting: DraftStatistics;
  /**
   * Puts a language's small-cpt in the place of the one in memory; does nothing where it is the same, or where the
   * trio was loaded without small-cpt. Aborting the signal ends the wait, not the load: the next call for the language
   * gets what it has loaded. Until then no small-cpt is in use.
   *
   * @throws TriMixError `language-not-in-trio`, `model-file-missing`, `model-file-damaged`,
   *   `model-graph-unsupported`, `execution-provider-unavailable`, `cancelled`, `superseded`
   */
  useLanguage(tag: LanguageTag, signal?: AbortSignal): Promise<void>;
  /** Frees the models. The trio cannot be used afterwards. */
  dispose(): Promise<void>;
}
