import type {
  Detour,
  ErrorDetails,
  ExecutionProvider,
  LanguageTag,
  MissingSource,
  SourceId,
} from './engineTypes.ts';
import type { ErrorReport } from './errorReport.ts';

/** A loaded model, as the status tells it. */
export interface ModelStatus {
  readonly source: SourceId;
  /** Its folder in the trio's: tells whose small-cpt it is. */
  readonly folder: string;
  readonly executionProvider: ExecutionProvider;
  readonly precision: string;
  /** Bytes of the model's files. */
  readonly bytes: number;
  /** Bytes of memory it takes at most, estimated: main memory on `cpu`, else memory of the graphics processor. */
  readonly memoryBytes: number;
}

/** A loaded trio, as the status tells it. */
export interface TrioStatus {
  readonly name: string;
  readonly title: string;
  readonly languages: readonly LanguageTag[];
  readonly experimental: readonly LanguageTag[];
  /** Languages that are written by conversion, with the one that is written for them. */
  readonly detours: readonly Detour[];
  /** The loaded models, large-ins first: fewer than three where `missing` is not empty. */
  readonly models: readonly ModelStatus[];
  /**
   * Sources that are not in memory, and why. Empty is the usual case. Otherwise TriMix works with less than it has:
   * the view says so calmly (it is no error), with `reason.kind` in its own words and the bytes in readable units.
   */
  readonly missing: readonly MissingSource[];
}

/** The one truth about the server's health, pushed at each change. */
export type ServerStatus =
  | { readonly kind: 'starting' }
  /** The server runs and no model is in memory: they load at the next request. */
  | { readonly kind: 'idle' }
  /** `source` is the model that is read right now; null while the tokenizer and descriptions are. */
  | {
      readonly kind: 'loading';
      readonly trio: string;
      readonly done: number;
      readonly total: number;
      readonly source: SourceId | null;
    }
  | { readonly kind: 'ready'; readonly trio: TrioStatus }
  | { readonly kind: 'working'; readonly trio: TrioStatus; readonly task: 'completion' | 'translation' }
  | ({ readonly kind: 'failed' } & ErrorReport)
  /** Not foreseen: a message is all there is. */
  | {
      readonly kind: 'failed';
      readonly code: 'unknown';
      readonly details: ErrorDetails;
      readonly message: string;
    };
