import type { ServerCapabilities } from 'vscode-languageserver/node';
import type { Generations } from '../engine/generations.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import { withCancellation } from '../rpc/abort.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import { retrace } from '../traces/retrace.ts';
import type { TraceRecorder } from '../traces/traceRecorder.ts';
import type { TraceStore } from '../traces/traceStore.ts';
import { toRecord } from '../traces/traceStore.ts';
import type { Feature } from './feature.ts';

interface Parts {
  readonly connection: TriMixConnection;
  readonly store: TraceStore;
  readonly recorder: TraceRecorder;
  readonly queue: JobQueue;
  readonly generations: Generations;
}

/** Answers the inspector: which generations there were, and who decided each of their tokens. */
export class TracesFeature implements Feature {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    const { connection, store, recorder } = this.#parts;
    connection.onRequest('trimix/traces', () => store.headers());
    connection.onRequest('trimix/inspect', (params) => {
      recorder.inspecting = params.active;
      return null;
    });
    connection.onRequest('trimix/trace', (params, token) =>
      withCancellation(token, async (signal) => {
        if (recorder.inspecting) await recorder.untilTold(params.id);
        const trace = store.find(params.id);
        if (trace === null) return null;
        if (recorder.inspecting) await retrace(trace, this.#parts, signal);
        return toRecord(trace);
      }),
    );
    return {};
  }
}
