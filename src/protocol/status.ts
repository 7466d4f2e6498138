import type { ErrorCode, ExecutionProvider, LanguageTag, SourceId } from './engineTypes.ts';

/** A loaded model, as the status tells it. */
export interface ModelStatus {
  readonly source: SourceId;
  /** Its folder in the trio's: tells whose small-cpt it is. */
  readonly folder: string;
  readonly executionProvider: ExecutionProvider;
  readonly precision: string;
  /** Bytes of the model's files. */
  readonly bytes: number;
}

/** A loaded trio, as the status tells it. */
export interface TrioStatus {
  readonly name: string;
  readonly title: string;
  readonly languages: readonly LanguageTag[];
  readonly experimental: readonly LanguageTag[];
  readonly models: readonly ModelStatus[];
}

/** The one truth about the server's health, pushed at each change. */
export type ServerStatus =
  | { readonly kind: 'starting' }
  /** The server runs and no model is in memory: they load at the next request. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly trio: string; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly trio: TrioStatus }
  | { readonly kind: 'working'; readonly trio: TrioStatus; readonly task: 'completion' | 'translation' }
  | { readonly kind: 'failed'; readonly code: ErrorCode | 'unknown'; readonly message: string };
