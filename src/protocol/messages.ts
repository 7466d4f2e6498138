import type { CompletionCounts } from './completion.ts';
import type { Decision, Detour, LanguageTag, LossKind, ScriptPair, TranslationTag } from './engineTypes.ts';
import type { ErrorReport } from './errorReport.ts';
import type { ModelsNotifications, ModelsRequests } from './models.ts';
import type { ServerSettings } from './settings.ts';
import type { ServerStatus } from './status.ts';
import type { TraceHeader, TraceId, TraceRecord } from './trace.ts';

/**
 * Messages between the extension and the server besides LSP's own. A method is a name with the types of its
 * parameters and its result; both sides build their request objects from these.
 */
export interface Requests extends ModelsRequests {
  /**
   * Translates sentence by sentence, keeping markup byte for byte. With the same `token` come first
   * `trimix/translation/outline`, then for each sentence its text through `trimix/translation/delta` and, when it is
   * finished, `trimix/translation/sentence`.
   */
  'trimix/translate': { params: TranslateParams; result: TranslateResult };
  /** Translates one sentence of a selection again, otherwise than before. */
  'trimix/translateSentence': { params: TranslateSentenceParams; result: TranslatedSentence };
  /** How a selection can be written in another script of its language, the likeliest first; none for other languages. */
  'trimix/scripts': { params: Selected; result: readonly ScriptPair[] };
  /** Writes a selection in another script of its language, keeping markup byte for byte. */
  'trimix/convertScript': { params: ConvertScriptParams; result: ConvertScriptResult };
  /** What the server makes of a text's language: null when it is none that translation knows. */
  'trimix/detect': { params: DetectParams; result: DetectResult | null };
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
  /** Languages that a person has chosen for documents that are open now, by URI; all of them each time. */
  'trimix/didChooseDocumentLanguages': Readonly<Record<string, LanguageTag>>;
  'trimix/translation/outline': { readonly token: string; readonly pieces: readonly OutlinePiece[] };
  /** Text of a sentence as it is written: to be shown, the last word has `trimix/translation/sentence`. */
  'trimix/translation/delta': { readonly token: string; readonly sentence: number; readonly text: string };
  'trimix/translation/sentence': { readonly token: string; readonly sentence: number } & TranslatedSentence;
  /** Only while inspecting: a generation began, got a decision, ended. */
  'trimix/trace/started': TraceHeader;
  'trimix/trace/decision': { readonly id: TraceId; readonly decision: Decision };
  'trimix/trace/ended': { readonly id: TraceId; readonly outcome: NonNullable<TraceRecord['outcome']> };
}

export interface DetectParams {
  readonly text: string;
  /** The language that a person has chosen for the document; null or absent: none. It holds for text in its script. */
  readonly chosen?: LanguageTag | null;
}

/** A selection and the document around it, from which it is seen what is markup. */
export interface Selected {
  readonly text: string;
  /** Absent: the selection is plain text and stands for itself. */
  readonly document?: {
    /** VS Code's language identifier: `markdown`, `latex`, `html`, … */
    readonly languageId: string;
    readonly before: string;
    readonly after: string;
  };
}

/** More text around a selection (UTF-16 units) is not sent: reading it would take longer than it is worth. */
export const surroundingsLimit = 300_000;

export interface TranslateParams extends Selected {
  /** Null: detect. */
  readonly from: TranslationTag | null;
  readonly to: TranslationTag;
  /** Names the stream of notifications; chosen by the client. */
  readonly token: string;
}

export interface TranslateResult {
  readonly text: string;
  readonly from: TranslationTag;
  readonly to: TranslationTag;
  /** Those of its sentences, in order. */
  readonly warnings: readonly TranslationWarning[];
  /** Set when a model of another script read or wrote it and text was converted by rule: its reader must know. */
  readonly detour: Detour | null;
  readonly traceId: TraceId | null;
}

/** What a translated selection consists of, in order. Sentences are numbered from 0. */
export type OutlinePiece =
  { readonly kind: 'kept'; readonly text: string } | { readonly kind: 'sentence'; readonly source: string };

export interface TranslatedSentence {
  readonly text: string;
  /** Set when it ended before its time or could not be translated. */
  readonly warning: TranslationWarning | null;
}

/** What a user should know of a translated sentence: why it may lack something, or was left as it is. */
export type TranslationWarning =
  /** It began to repeat itself and was stopped. */
  | { readonly kind: 'repetition' }
  /** It left the script of its language and was stopped. */
  | { readonly kind: 'script'; readonly language: TranslationTag }
  /** The models hold no more. */
  | { readonly kind: 'context-full' }
  /** It reached the limit that the settings name. */
  | { readonly kind: 'max-tokens'; readonly limit: number }
  | { readonly kind: 'time-limit' }
  /** No model wrote anything: left as it is. */
  | { readonly kind: 'nothing-written' }
  /** More than the models can read: left as it is. */
  | { readonly kind: 'too-long' };

export interface TranslateSentenceParams extends TranslateParams {
  /** Number of the sentence in the outline that the same selection had. */
  readonly sentence: number;
  /** 1 for the first repetition. Each gives another text, the same one always the same. */
  readonly attempt: number;
  /** The sentences just before it and their translations. */
  readonly previous: readonly { readonly source: string; readonly target: string }[];
}

export interface ConvertScriptParams extends Selected, ScriptPair {}

export interface ConvertScriptResult {
  readonly text: string;
  /** Whether converting it back gives the selection, byte for byte. */
  readonly exact: boolean;
  /** False when a sign of the other script would be read as markup: Wylie has `_`, `*`, `<` and the like. */
  readonly keepsMarkup: boolean;
  /** How many places would not come back, by kind. */
  readonly losses: Readonly<Record<LossKind, number>>;
  /** The first few places where letters would change, not only capitals or code points. */
  readonly examples: readonly { readonly source: string; readonly back: string }[];
}

export interface DetectResult {
  readonly language: TranslationTag;
  /** In [0, 1]. */
  readonly confidence: number;
}

/** LSP error code (in the range the protocol leaves to servers) for errors of the catalogue. */
export const trimixErrorCode = -32_000;

/** `data` of a response error that comes from the catalogue; its message is that of {@link ErrorReport}. */
export interface TriMixErrorData extends Omit<ErrorReport, 'message'> {
  readonly showToUser: boolean;
}
