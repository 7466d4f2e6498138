import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver/node';

/**
 * One thing the server can do. The server is an ordered list of features: each registers its handlers in
 * `initialize`, so that nothing is answered before it, and releases what it holds in `shutdown`.
 */
export interface Feature {
  /** Registers the handlers and tells what the client may ask for. */
  initialize(params: InitializeParams): Partial<ServerCapabilities>;
  /** The client is ready for notifications and requests of the server. */
  initialized?(): void;
  shutdown?(): void | Promise<void>;
}
