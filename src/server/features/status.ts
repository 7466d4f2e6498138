import type { ServerCapabilities } from 'vscode-languageserver/node';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import type { StatusBoard } from '../status/statusBoard.ts';
import type { Feature } from './feature.ts';

/** Tells the client how the server is: when asked, and at each change. */
export class StatusFeature implements Feature {
  readonly #connection: TriMixConnection;
  readonly #board: StatusBoard;

  constructor(connection: TriMixConnection, board: StatusBoard) {
    this.#connection = connection;
    this.#board = board;
  }

  initialize(): Partial<ServerCapabilities> {
    this.#connection.onRequest('trimix/status', () => this.#board.current);
    return {};
  }

  initialized(): void {
    this.#board.start((status) => this.#connection.notify('trimix/didChangeStatus', status));
  }
}
