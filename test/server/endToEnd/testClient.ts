import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type {
  InitializeResult,
  InlineCompletionItem,
  MessageConnection,
  Position,
  Range,
  SelectedCompletionInfo,
} from 'vscode-languageserver/node';
import {
  CancellationTokenSource,
  createMessageConnection,
  InlineCompletionTriggerKind,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Notifications, Requests } from '../../../src/protocol/messages.ts';
import type { ServerSettings } from '../../../src/protocol/settings.ts';
import type { ServerStatus } from '../../../src/protocol/status.ts';
import { defaultSettings } from '../../../src/server/settings/serverSettings.ts';
import { demoTrio } from './bundles.ts';

export const testSettings: ServerSettings = {
  ...defaultSettings,
  trioPath: demoTrio,
  executionProvider: 'cpu',
  threads: 1,
  completion: {
    ...defaultSettings.completion,
    debounceMs: 0,
    answerAfterMs: null,
    timeLimitMs: 600_000,
    maxTokens: 16,
  },
};

interface CompletionOptions {
  readonly cancellation?: CancellationTokenSource;
  readonly automatic?: boolean;
  readonly selected?: SelectedCompletionInfo;
}

/** An editor as the server sees one: a process that speaks LSP over the pipes of its child. */
export class TestClient {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly statuses: ServerStatus[] = [];
  readonly logged: string[] = [];
  #version = 0;

  private constructor(process: ChildProcess, connection: MessageConnection) {
    this.process = process;
    this.connection = connection;
    this.on('trimix/didChangeStatus', (status) => this.statuses.push(status));
    connection.onNotification('window/logMessage', (params: { message: string }) => {
      this.logged.push(params.message);
    });
  }

  static async start(
    server: string,
    initializationOptions: unknown = testSettings,
    args: readonly string[] = ['--stdio'],
  ): Promise<{ client: TestClient; result: InitializeResult }> {
    const child = spawn(process.execPath, [server, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient(child, connection);
    connection.listen();
    const result = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions,
    });
    await connection.sendNotification('initialized', {});
    return { client, result };
  }

  on<M extends keyof Notifications>(method: M, handler: (params: Notifications[M]) => void): void {
    this.connection.onNotification(method, (params: Notifications[M]) => {
      handler(params);
    });
  }

  /** Waits for the next notification of a method. */
  next<M extends keyof Notifications>(method: M): Promise<Notifications[M]> {
    return new Promise((resolve) => {
      const registration = this.connection.onNotification(method, (params: Notifications[M]) => {
        registration.dispose();
        resolve(params);
      });
    });
  }

  async request<M extends keyof Requests>(
    method: M,
    params: Requests[M]['params'],
    cancellation = new CancellationTokenSource(),
  ): Promise<Requests[M]['result']> {
    return await this.connection.sendRequest<Requests[M]['result']>(method, params, cancellation.token);
  }

  async changeSettings(settings: ServerSettings): Promise<void> {
    await this.connection.sendNotification('trimix/didChangeSettings', settings);
  }

  /** Waits until the server has this status, as it is told; the current one counts. */
  async untilStatus(kind: ServerStatus['kind']): Promise<ServerStatus> {
    for (;;) {
      const last = this.statuses.at(-1);
      if (last?.kind === kind) return last;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async open(uri: string, text: string): Promise<void> {
    this.#version += 1;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'plaintext', version: this.#version, text },
    });
  }

  /** Types at a place. */
  async type(uri: string, position: Position, text: string): Promise<void> {
    await this.replace(uri, { start: position, end: position }, text);
  }

  /** Writes something in the place of something else, as one edit. */
  async replace(uri: string, range: Range, text: string): Promise<void> {
    this.#version += 1;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: this.#version },
      contentChanges: [{ range, text }],
    });
  }

  async complete(
    uri: string,
    position: Position,
    { automatic = false, selected, cancellation = new CancellationTokenSource() }: CompletionOptions = {},
  ): Promise<InlineCompletionItem[]> {
    return await this.connection.sendRequest<InlineCompletionItem[]>(
      'textDocument/inlineCompletion',
      {
        textDocument: { uri },
        position,
        context: {
          triggerKind: automatic
            ? InlineCompletionTriggerKind.Automatic
            : InlineCompletionTriggerKind.Invoked,
          selectedCompletionInfo: selected,
        },
      },
      cancellation.token,
    );
  }

  /** Ends the server as an editor does, and tells its exit code. */
  async stop(): Promise<number | null> {
    const exited = once(this.process, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const [code] = (await exited) as [number | null];
    this.connection.dispose();
    return code;
  }
}
