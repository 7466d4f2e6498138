import * as vscode from 'vscode';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import { DisposableList } from '../disposables.ts';
import { isWritingDocument } from '../documents.ts';
import { DocumentLanguageStore } from './documentLanguageStore.ts';

/**
 * The languages that were chosen by hand for single documents. Files of the open folder are remembered with the folder,
 * other files with the user; a document that has no file yet, until it is closed.
 */
export class DocumentLanguages implements vscode.Disposable {
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly #folder: DocumentLanguageStore;
  readonly #user: DocumentLanguageStore;
  readonly #untitled = new Map<string, LanguageTag>();

  /** A choice was made or forgotten, or other documents are open. */
  readonly onDidChange = this.#changed.event;

  constructor(states: { readonly user: vscode.Memento; readonly workspace: vscode.Memento }) {
    this.#folder = new DocumentLanguageStore(states.workspace);
    this.#user = new DocumentLanguageStore(states.user);
    this.#disposables.add(
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (this.of(uri) !== null) this.#changed.fire(undefined);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (this.#untitled.delete(uri.toString())) this.#changed.fire(undefined);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidRenameFiles(async ({ files }) => {
        for (const { oldUri, newUri } of files) await this.#follow(oldUri.toString(), newUri.toString());
        this.#changed.fire(undefined);
      }),
    );
  }

  /** The language that was chosen for a document; null where it is detected. */
  of(uri: vscode.Uri): LanguageTag | null {
    return uri.scheme === 'untitled'
      ? (this.#untitled.get(uri.toString()) ?? null)
      : this.#storeOf(uri).get(uri.toString());
  }

  /** Chooses the language of a document; null: it is detected again. */
  async choose(uri: vscode.Uri, tag: LanguageTag | null): Promise<void> {
    if (uri.scheme !== 'untitled') await this.#storeOf(uri).set(uri.toString(), tag);
    else if (tag === null) this.#untitled.delete(uri.toString());
    else this.#untitled.set(uri.toString(), tag);
    this.#changed.fire(undefined);
  }

  /** The choices for the documents that are open now, by URI: what the server needs to know. */
  get ofOpenDocuments(): Readonly<Record<string, LanguageTag>> {
    const chosen: Record<string, LanguageTag> = {};
    for (const document of vscode.workspace.textDocuments) {
      const tag = isWritingDocument(document) ? this.of(document.uri) : null;
      if (tag !== null) chosen[document.uri.toString()] = tag;
    }
    return chosen;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** A document, or a folder with its documents, has another name now: what was chosen goes along. */
  async #follow(from: string, to: string): Promise<void> {
    const moved = [...(await this.#user.take(from)), ...(await this.#folder.take(from))];
    // The newest choice is set last, so that it stays the newest.
    for (const [uri, tag] of moved.toReversed()) {
      const now = vscode.Uri.parse(to + uri.slice(from.length));
      await this.#storeOf(now).set(now.toString(), tag);
    }
  }

  #storeOf(uri: vscode.Uri): DocumentLanguageStore {
    return vscode.workspace.getWorkspaceFolder(uri) === undefined ? this.#user : this.#folder;
  }
}
