import type { PerSource, SourceId } from '../fusion/sources.ts';
import type { ExecutionProvider } from '../runtime/executionProvider.ts';
import type { LanguageTag } from '../text/languages.ts';

/** One loaded model of a trio. */
export interface LoadedModelInfo {
  readonly source: SourceId;
  /** Folder inside the trio's: where languages have a small-cpt each, it tells which one is loaded. */
  readonly folder: string;
  readonly executionProvider: ExecutionProvider;
  readonly precision: 'fp32' | 'fp16' | 'int8' | 'int4';
  /** Bytes of the model's files. */
  readonly bytes: number;
  /** Positions the model was made for. */
  readonly contextLength: number;
  readonly logitsWidth: number;
}

/** What is known of a loaded trio. `models` changes with the language it writes. */
export interface TrioInfo {
  readonly directory: string;
  readonly name: string;
  readonly title: string;
  readonly languages: readonly LanguageTag[];
  readonly experimental: readonly LanguageTag[];
  readonly recommendedWeights: {
    readonly completion: { readonly alpha: number; readonly beta: number };
    readonly translation: { readonly alpha: number; readonly beta: number };
  };
  readonly models: PerSource<LoadedModelInfo>;
  readonly vocabularySize: number;
}
