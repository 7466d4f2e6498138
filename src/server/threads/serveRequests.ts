import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';
import { ResponseError } from 'vscode-jsonrpc/node';
import { TriMixError } from '../../engine/errors.ts';
import { trimixErrorCode } from '../../protocol/messages.ts';
import { withCancellation } from '../rpc/abort.ts';
import { toWireData } from './wireErrors.ts';
import type { RequestTypes } from './workerThread.ts';

/** What answers each request that a thread can be asked. */
export type RequestHandlers<Requests extends RequestTypes<Requests>> = {
  readonly [Method in keyof Requests]: (
    params: Requests[Method]['params'],
    signal: AbortSignal,
  ) => Promise<Requests[Method]['result']>;
};

/**
 * Answers requests inside a worker thread: a handler's signal is aborted when the other side cancels, and errors of the
 * catalogue arrive there as what they are.
 */
export function serveRequests<Requests extends RequestTypes<Requests>>(
  connection: MessageConnection,
  handlers: RequestHandlers<Requests>,
): void {
  for (const method of Object.keys(handlers) as (keyof Requests & string)[]) {
    connection.onRequest(
      method,
      async (params: Requests[typeof method]['params'], token: CancellationToken) => {
        try {
          return await withCancellation(token, (signal) => handlers[method](params, signal));
        } catch (error) {
          if (!(error instanceof TriMixError)) throw error;
          throw new ResponseError(trimixErrorCode, error.message, toWireData(error));
        }
      },
    );
  }
}
