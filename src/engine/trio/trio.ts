import type { GridHistory } from '../decoding/gridHistory.ts';
import type { PerSource } from '../fusion/sources.ts';
import type { LanguageModel } from '../runtime/languageModel.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { TrioInfo } from './trioInfo.ts';

/** Three loaded models with their tokenizer. Serves one job at a time: each model caches one sequence. */
export interface Trio {
  readonly info: TrioInfo;
  readonly tokenizer: Tokenizer;
  readonly models: PerSource<LanguageModel>;
  /** Ids at which any of the models ends a text. */
  readonly endOfTextIds: ReadonlySet<number>;
  /** Scores of the last prompt under the grid of weights. */
  readonly gridHistory: GridHistory;
  /** Frees the models. The trio cannot be used afterwards. */
  dispose(): Promise<void>;
}
