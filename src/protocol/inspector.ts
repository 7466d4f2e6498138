import type { Decision } from './engineTypes.ts';
import type { TraceHeader, TraceId, TraceRecord } from './trace.ts';

/** From the extension to the inspector's webview. Nothing is posted before `ready`. */
export type ToInspector =
  | { readonly type: 'traces'; readonly traces: readonly TraceHeader[] }
  | { readonly type: 'trace'; readonly trace: TraceRecord }
  | { readonly type: 'started'; readonly trace: TraceHeader }
  | { readonly type: 'decision'; readonly id: TraceId; readonly decision: Decision }
  | { readonly type: 'ended'; readonly id: TraceId; readonly outcome: NonNullable<TraceRecord['outcome']> }
  /** The server went away: traces of its life are gone. */
  | { readonly type: 'reset' };

/** From the inspector's webview to the extension. */
export type FromInspector =
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly id: TraceId }
  | { readonly type: 'copy'; readonly text: string };
