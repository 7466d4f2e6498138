import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { DisposableList } from '../disposables.ts';
import { catalogueError, isQuiet, messageOf } from '../errors.ts';
import { errorInWords } from '../explain.ts';
import { l10n } from '../l10n/l10n.ts';
import { lineBreakOf } from '../lineBreakOf.ts';
import type { Notices } from '../notices.ts';
import { follow, restAt, withLineEnds, type Change, type Offer } from './typeThrough.ts';

export interface GhostTextOptions {
  readonly log: vscode.LogOutputChannel;
  readonly notices: Notices;
  /** Whether completions are wanted at all: enabled, and not paused. */
  readonly wanted: () => boolean;
  /** Whether they come while typing, or only when asked for. */
  readonly automatic: () => boolean;
}

/** Where an answer came from; counted for the log and for tests. */
export interface CompletionCounts {
  readonly model: number;
  readonly typeThrough: number;
}

type Ask = NonNullable<Middleware['provideInlineCompletionItems']>;

/** Stands between the editor and the language client: decides whether the server has to be asked at all. */
export class GhostText implements vscode.Disposable {
  readonly #options: GhostTextOptions;
  readonly #disposables = new DisposableList();
  readonly #offered = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly #offerChanged = this.#disposables.add(new vscode.EventEmitter<undefined>());
  #offer: Offer | null = null;
  #restWanted = false;
  #counts: CompletionCounts = { model: 0, typeThrough: 0 };

  /** A model has written something, and the editor got it to show. */
  readonly onDidOffer = this.#offered.event;

  /** There is another offer, more of it is typed, or there is none any more. */
  readonly onDidChangeOffer = this.#offerChanged.event;

  constructor(options: GhostTextOptions) {
    this.#options = options;
    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (this.#offer === null || contentChanges.length === 0) return;
        this.#setOffer(follow(this.#offer, document.uri.toString(), contentChanges.map(toChange)));
      }),
    );
  }

  get counts(): CompletionCounts {
    return this.#counts;
  }

  /** Forgets the last offer: another rule or model would offer something else. */
  forget(): void {
    this.#setOffer(null);
  }

  /** Whether there is something to take, wherever the cursor is. */
  get offering(): boolean {
    return this.#offer !== null && this.#offer.typed < this.#offer.text.length;
  }

  /** What is still offered at a place of a document; null when nothing is. */
  restAt(document: vscode.TextDocument, position: vscode.Position): string | null {
    if (this.#offer === null) return null;
    const rest = restAt(this.#offer, document.uri.toString(), document.offsetAt(position));
    return rest.kind === 'rest' ? rest.text : null;
  }

  /** Has the editor show what is still offered, without asking a model for anything new. */
  async showRest(): Promise<void> {
    this.#restWanted = true;
    try {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    } finally {
      this.#restWanted = false;
    }
  }

  /** The middleware of the language client. */
  readonly provide: Ask = async (document, position, context, token, next) => {
    const { wanted, automatic, log, notices } = this.#options;
    if (!wanted()) return null;
    const invoked = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke && !this.#restWanted;
    const uri = document.uri.toString();
    const offset = document.offsetAt(position);
    if (!invoked && this.#offer !== null) {
      const rest = restAt(this.#offer, uri, offset);
      if (rest.kind === 'rest') {
        this.#counts = { ...this.#counts, typeThrough: this.#counts.typeThrough + 1 };
        log.debug(`Completion from ${rest.source}`);
        return [new vscode.InlineCompletionItem(rest.text, new vscode.Range(position, position))];
      }
      if (rest.kind === 'wait') return null;
    }
    if (!invoked && !automatic()) return null;
    const version = document.version;
    try {
      const result = await next(document, position, context, token);
      if (!token.isCancellationRequested && document.version === version)
        this.#remember(result, position, document, offset);
      return result;
    } catch (error) {
      if (!isQuiet(error)) {
        log.error(`Completion failed: ${messageOf(error)}`);
        const known = catalogueError(error);
        if (known?.showToUser === true) notices.once(known.code, errorInWords(l10n, known));
      }
      return null;
    }
  };

  dispose(): void {
    this.#disposables.dispose();
  }

  #remember(
    result: Awaited<ReturnType<Ask>>,
    position: vscode.Position,
    document: vscode.TextDocument,
    offset: number,
  ): void {
    const item = (Array.isArray(result) ? result : result?.items)?.[0];
    if (item === undefined) return;
    const { insertText: text, range } = item;
    if (typeof text !== 'string' || text === '') return;
    // An item that replaces what an entry of the suggestion list would insert is bound to that entry.
    if (range !== undefined && !(range.isEmpty && range.start.isEqual(position))) return;
    this.#counts = { ...this.#counts, model: this.#counts.model + 1 };
    this.#options.log.debug('Completion from model');
    this.#setOffer({
      document: document.uri.toString(),
      offset,
      text: withLineEnds(text, lineBreakOf(document)),
      typed: 0,
    });
    this.#offered.fire(undefined);
  }

  #setOffer(offer: Offer | null): void {
    if (offer === this.#offer) return;
    this.#offer = offer;
    this.#offerChanged.fire(undefined);
  }
}

function toChange(change: vscode.TextDocumentContentChangeEvent): Change {
  return { offset: change.rangeOffset, length: change.rangeLength, text: change.text };
}
