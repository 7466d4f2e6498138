import type { CompletionCounts } from './completion.ts';
import type { ErrorCode, TranslationTag } from './engineTypes.ts';
import type { ModelsNotifications, ModelsRequests } from './models.ts';
import type { ServerSettings } from './settings.ts';
import type { ServerStatus } from './status.ts';
import type { TraceHeader, TraceId, TraceRecord } from './trace.ts';
import type { Decision } from './engineTypes.ts';

/**
 * Messages between the extension and the server besides LSP's own. A method is a name with the types of its
 * parameters and its result; both sides build their request objects from these.
 */
export interface Requests extends ModelsRequests {
  /** Translates; pieces of text stream through `trimix/translation/delta` with the same `token`. */
  'trimix/translate': { params: TranslateParams; result: TranslateResult };
  /** What the server makes of a text's language: null when it is none that translation knows. */
  'trimix/detect': { params: { readonly text: string }; result: DetectResult | null };
  'trimix/traces': { params: null; result: readonly TraceHeader[] };
  'trimix/trace': { params: { readonly id: TraceId }; result: TraceRecord | null };
  /** While true, decisions are recorded with all sources and pushed as they are made. */
  'trimix/inspect': { params: { readonly active: boolean }; result: null };
  /** What became of the requests for ghost text, counted. */
  'trimix/completions': { params: null; result: CompletionCounts };
  'trimix/status': { params: null; result: ServerStatus };
}

export interface Notifications extends ModelsNotifications {
  'trimix/didChangeStatus': ServerStatus;
  'trimix/didChangeSettings': ServerSettings;
  'trimix/translation/delta': { readonly token: string; readonly text: string };
  /** Only while inspecting: a generation began, got a decision, ended. */
  'trimix/trace/started': TraceHeader;
  'trimix/trace/decision': { readonly id: TraceId; readonly decision: Decision };
  'trimix/trace/ended': { readonly id: TraceId; readonly outcome: NonNullable<TraceRecord['outcome']> };
}

export interface TranslateParams {
  readonly text: string;
  /** Null: detect. */
  readonly from: TranslationTag | null;
  readonly to: TranslationTag;
  /** Names the stream of deltas; chosen by the client. */
  readonly token: string;
}

export interface TranslateResult {
  readonly text: string;
  readonly from: TranslationTag;
  readonly to: TranslationTag;
  /** Set when the translation ended before its time, in words for the user. */
  readonly warning: string | null;
  readonly traceId: TraceId | null;
}

export interface DetectResult {
  readonly language: TranslationTag;
  /** In [0, 1]. */
  readonly confidence: number;
}

/** LSP error code (in the range the protocol leaves to servers) for errors of the catalogue. */
export const trimixErrorCode = -32_000;

/** `data` of a response error that comes from the catalogue. */
export interface TriMixErrorData {
  readonly code: ErrorCode;
  readonly showToUser: boolean;
}
