import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import type { Notifications, Requests } from '../../protocol/messages.ts';

type Handler<M extends keyof Requests> = (
  params: Requests[M]['params'],
  token: CancellationToken,
) => Requests[M]['result'] | Promise<Requests[M]['result']>;

/**
 * The connection to the client, with the types of our own methods. Parameters are what a client sent: a feature
 * that reads them validates them.
 */
export class TriMixConnection {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  onRequest<M extends keyof Requests>(method: M, handler: Handler<M>): void {
    // A client may leave `params` out, send null or wrap it in an array; the token always comes last.
    this.#connection.onRequest<unknown, unknown>(method, (...received: unknown[]) => {
      const token = received.at(-1) as CancellationToken;
      const params = received.length > 1 ? received[0] : null;
      return handler(params as Requests[M]['params'], token);
    });
  }

  onNotification<M extends keyof Notifications>(
    method: M,
    handler: (params: Notifications[M]) => void,
  ): void {
    this.#connection.onNotification(method, (params: Notifications[M]) => {
      handler(params);
    });
  }

  /** Sends without waiting. A client that has gone away is noticed by the transport, not here. */
  notify<M extends keyof Notifications>(method: M, params: Notifications[M]): void {
    this.#connection.sendNotification(method, params).catch(() => undefined);
  }
}
