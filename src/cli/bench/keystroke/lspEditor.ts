import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  CancellationTokenSource,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { follow, restAt, type Offer } from '../../../extension/completion/typeThrough.ts';
import type { CompletionCounts } from '../../../protocol/completion.ts';
import type { Requests } from '../../../protocol/messages.ts';
import type { ServerSettings } from '../../../protocol/settings.ts';

/** One replacement in a document, in UTF-16 units. */
export interface Edit {
  readonly uri: string;
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** How ghost text came to a cursor. */
export interface Shown {
  readonly text: string;
  /** From the keystroke on. */
  readonly milliseconds: number;
  /** False where the editor knew it already: the writer had typed the beginning of what was offered. */
  readonly asked: boolean;
}

/** LSP's InlineCompletionTriggerKind. */
const triggers = { invoked: 1, automatic: 2 } as const;

interface Item {
  readonly insertText: string;
}

/** An editor without a screen: the server runs as a process of its own, and is spoken to as VS Code does. */
export class LspEditor {
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #documents = new Map<string, TextDocument>();
  #outstanding = new CancellationTokenSource();
  #offer: Offer | null = null;

  private constructor(process: ChildProcess, connection: MessageConnection) {
    this.#process = process;
    this.#connection = connection;
  }

  /** @param server the server's bundle */
  static async start(server: string, settings: Partial<ServerSettings>): Promise<LspEditor> {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions: settings,
    });
    await connection.sendNotification('initialized', {});
    return new LspEditor(child, connection);
  }

  async open(uri: string, text: string): Promise<void> {
    const document = TextDocument.create(uri, 'plaintext', 1, text);
    this.#documents.set(uri, document);
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: document.languageId, version: document.version, text },
    });
  }

  textOf(uri: string): string {
    return this.#document(uri).getText();
  }

  /** Asks in so many words, as a key binding does. */
  async invoke(uri: string, offset: number): Promise<string | null> {
    return await this.#ask(uri, offset, triggers.invoked);
  }

  /**
   * Edits and asks for what goes on behind the edit, or at `cursor`; what was asked before is cancelled. Text that was
   * offered and is being typed is not asked for again.
   *
   * @returns null where nothing is offered, or something newer came up
   */
  async type(edit: Edit, cursor: number = edit.offset + edit.text.length): Promise<Shown | null> {
    const startedAt = performance.now();
    await this.#change(edit);
    const rest = this.#offer === null ? null : restAt(this.#offer, edit.uri, cursor);
    if (rest?.kind === 'rest')
      return { text: rest.text, milliseconds: performance.now() - startedAt, asked: false };
    if (rest?.kind === 'wait') return null;
    const { version } = this.#document(edit.uri);
    const text = await this.#ask(edit.uri, cursor, triggers.automatic);
    if (text === null || this.#document(edit.uri).version !== version) return null;
    this.#offer = { document: edit.uri, offset: cursor, text, typed: 0 };
    return { text, milliseconds: performance.now() - startedAt, asked: true };
  }

  async counts(): Promise<CompletionCounts> {
    return await this.#connection.sendRequest<Requests['trimix/completions']['result']>(
      'trimix/completions',
      null,
    );
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await exited;
    this.#connection.dispose();
  }

  async #change({ uri, offset, length, text }: Edit): Promise<void> {
    const document = this.#document(uri);
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + length) };
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text }], version);
    if (this.#offer !== null) this.#offer = follow(this.#offer, uri, [{ offset, length, text }]);
    this.#outstanding.cancel();
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  async #ask(uri: string, offset: number, triggerKind: number): Promise<string | null> {
    this.#outstanding.cancel();
    const outstanding = new CancellationTokenSource();
    this.#outstanding = outstanding;
    const items = await this.#connection.sendRequest<readonly Item[]>(
      'textDocument/inlineCompletion',
      {
        textDocument: { uri },
        position: this.#document(uri).positionAt(offset),
        context: { triggerKind },
      },
      outstanding.token,
    );
    return outstanding.token.isCancellationRequested ? null : (items[0]?.insertText ?? null);
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open.`);
    return document;
  }
}
