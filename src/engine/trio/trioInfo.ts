import type { PerSource, SourceId } from '../fusion/sources.ts';
import type { ExecutionProvider } from '../runtime/executionProvider.ts';
import type { LanguageTag } from '../text/languages.ts';
import type { TrioManifest } from './trioManifest.ts';

/** One loaded model of a trio. */
export interface LoadedModelInfo {
  readonly source: SourceId;
  /** Folder inside the trio's: where languages have a small-cpt each, it tells which one is loaded. */
  readonly folder: string;
  readonly executionProvider: ExecutionProvider;
  /** Providers that did not take it before, in their own words. */
  readonly refusedBy: readonly { readonly executionProvider: ExecutionProvider; readonly message: string }[];
  readonly precision: 'fp32' | 'fp16' | 'int8' | 'int4';
  /** Bytes of the model's files. */
  readonly bytes: number;
  /** Bytes of memory it takes with a full context, estimated: main memory on the CPU, else the device's. */
  readonly memoryBytes: number;
  /** Positions the model was made for. */
  readonly contextLength: number;
  readonly logitsWidth: number;
}

/** Why a source of a trio is not in memory. */
export type MissingReason =
  /** It needs so many bytes; so many were left for it by those before it, of the memory that comes nearer to it. */
  | { readonly kind: 'memory'; readonly neededBytes: number; readonly availableBytes: number }
  /** The execution provider did not take it, in its own words, and nothing else had room for it. */
  | { readonly kind: 'refused'; readonly executionProvider: ExecutionProvider; readonly message: string }
  /** Whoever loaded the trio wanted fewer. */
  | { readonly kind: 'not-wanted' };

/** A source that is not in memory. */
export interface MissingSource {
  readonly source: SourceId;
  readonly reason: MissingReason;
}

/** What is known of a loaded trio. `models` changes with the language it writes. */
export interface TrioInfo {
  readonly directory: string;
  readonly name: string;
  readonly title: string;
  readonly languages: readonly LanguageTag[];
  readonly experimental: readonly LanguageTag[];
  readonly recommendedWeights: TrioManifest['recommendedWeights'];
  /** Null for a source that is not loaded; `missing` tells why, except of a small-cpt that another is to replace. */
  readonly models: PerSource<LoadedModelInfo | null>;
  readonly missing: readonly MissingSource[];
  /** Positions of prompt and answer together that it is used with. */
  readonly contextLength: number;
  readonly vocabularySize: number;
}
