import type { Connection, ServerCapabilities } from 'vscode-languageserver/node';
import { TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Feature } from './feature.ts';

/** Keeps the open documents as the editor has them. Changes come as edits, so a keystroke in a big document is small. */
export class DocumentsFeature implements Feature {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Null for a document that is not open. */
  find(uri: string): TextDocument | null {
    return this.#documents.get(uri) ?? null;
  }

  /** Calls back when a document has been opened or has changed. */
  onChange(listener: (document: TextDocument) => void): void {
    this.#documents.onDidChangeContent(({ document }) => listener(document));
  }

  initialize(): Partial<ServerCapabilities> {
    this.#documents.listen(this.#connection);
    return { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } };
  }
}
