import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  ResponseError,
  TransportKind,
  type LanguageClientOptions,
  type Middleware,
} from 'vscode-languageclient/node';
import { isQuiet } from '../errors.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import { documentSelector } from '../documents.ts';
import { allocatorVariables } from './allocatorVariables.ts';
import type { ChosenNode } from './nodeLadder.ts';

/** What a client needs to know of its surroundings. */
export interface ClientOptions {
  readonly node: ChosenNode;
  /** Absolute path of the server's bundle. */
  readonly serverFile: string;
  readonly log: vscode.LogOutputChannel;
  readonly settings: () => ServerSettings;
  readonly middleware: Middleware;
  /** The connection closed without being asked to. */
  readonly onClosed: () => void;
}

/**
 * A language client that never opens a dialog: what is for the user goes through the status item and through the
 * answers of commands, the rest into the log.
 */
class QuietLanguageClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    if (data instanceof ResponseError && isQuiet(data)) super.debug(message, data.message, false);
    else super.error(message, data, false);
  }
  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }
  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }
}

/** Builds the client of one server's life; it does not start it. */
export function createClient(options: ClientOptions): LanguageClient {
  const { node, serverFile, log } = options;
  const server = {
    module: serverFile,
    transport: TransportKind.ipc,
    runtime: node.file,
    options: {
      // Not the workspace's folder: libraries must not be looked for in files that anybody may have written.
      cwd: dirname(serverFile),
      env: {
        ...(node.facts.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
        NODE_OPTIONS: '',
        ...allocatorVariables,
      },
    },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [...documentSelector],
    outputChannel: log,
    initializationOptions: options.settings,
    initializationFailedHandler: () => false,
    middleware: options.middleware,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      // Restarting is the supervisor's business: a new client for a new life.
      closed: () => {
        options.onClosed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
  return new QuietLanguageClient('trimix', 'TriMix', { run: server, debug: server }, clientOptions);
}
