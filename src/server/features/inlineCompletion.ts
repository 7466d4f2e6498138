import type {
  Connection,
  InlineCompletionItem,
  InlineCompletionParams,
  ServerCapabilities,
} from 'vscode-languageserver/node';
import { InlineCompletionTriggerKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isCancellation } from '../../engine/errors.ts';
import type { CompletionQuery, Completions } from '../completion/completions.ts';
import { contextWindow, prefixWindow } from '../completion/contextWindow.ts';
import { completionLanguage } from '../completion/cursorContext.ts';
import { documentText, textUpTo } from '../completion/documentText.ts';
import { OfferWatch } from '../completion/offerWatch.ts';
import { completionAnchor, type CompletionAnchor } from '../completion/selectedSuggestion.ts';
import { describeError, type Log } from '../log.ts';
import { withCancellation } from '../rpc/abort.ts';
import type { TriMixConnection } from '../rpc/trimixConnection.ts';
import type { DocumentLanguagesFeature } from './documentLanguages.ts';
import type { DocumentsFeature } from './documents.ts';
import type { Feature } from './feature.ts';

interface Parts {
  readonly connection: Connection;
  readonly trimix: TriMixConnection;
  readonly documents: DocumentsFeature;
  readonly documentLanguages: DocumentLanguagesFeature;
  readonly completions: Completions;
  readonly log: Log;
}

/** A cursor in a document; `anchor` says what a completion goes on from there. */
interface Cursor {
  readonly document: TextDocument;
  readonly anchor: CompletionAnchor;
  /** UTF-16 units of the document before it. */
  readonly offset: number;
}

/**
 * Ghost text. A request that is refused, overtaken, stale or failed is answered with nothing: a suggestion that
 * does not come is no event in a writer's day (failures show in the status).
 */
export class InlineCompletionFeature implements Feature {
  readonly #parts: Parts;
  readonly #offers = new OfferWatch();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  initialize(): Partial<ServerCapabilities> {
    const { connection, trimix, documents, completions } = this.#parts;
    connection.languages.inlineCompletion.on((params, token) =>
      withCancellation(token, (signal) => this.#provide(params, signal)),
    );
    trimix.onRequest('trimix/completions', () => completions.tally.counts);
    documents.onChange((document) => this.#changed(document));
    return { inlineCompletionProvider: true };
  }

  async #provide(params: InlineCompletionParams, signal: AbortSignal): Promise<InlineCompletionItem[]> {
    const document = this.#parts.documents.find(params.textDocument.uri);
    if (document === null) return [];
    const anchor = completionAnchor(params.position, params.context.selectedCompletionInfo, (range) =>
      document.getText(range),
    );
    if (anchor === null) return [];
    const cursor = { document, anchor, offset: document.offsetAt(params.position) };
    const automatic = params.context.triggerKind === InlineCompletionTriggerKind.Automatic;
    const query = this.#query(cursor, automatic);
    if (query === null) return [];
    try {
      const text = await this.#parts.completions.answer(query, signal);
      if (text === null) return [];
      if (anchor.lead === '') this.#offers.offered({ uri: document.uri, offset: cursor.offset, text });
      return [{ insertText: anchor.lead + text, range: anchor.range }];
    } catch (error) {
      if (!isCancellation(error)) this.#parts.log.error(`A completion failed. ${describeError(error)}`);
      return [];
    }
  }

  /** Null where no completion is due. */
  #query({ document, anchor, offset }: Cursor, automatic: boolean): CompletionQuery | null {
    const text = documentText(document);
    const before = textUpTo(text, document.offsetAt(anchor.at), anchor.lead);
    // The selected entry replaces what was typed of it, so what follows is read from the cursor on.
    const { suffix } = contextWindow(text, offset);
    const { uri, version, languageId } = document;
    const language = completionLanguage(
      { prefix: prefixWindow(before, before.length), suffix },
      { languageId, chosen: this.#parts.documentLanguages.of(uri) },
    );
    if (language === null) return null;
    return {
      uri,
      before,
      suffix,
      language,
      automatic,
      afterOffer: this.#offers.hasJustTaken(uri, offset),
      isStale: () => this.#parts.documents.find(uri)?.version !== version,
    };
  }

  /** Whoever has taken an offer will want the next: it is begun before the editor asks, and found when it does. */
  #changed(document: TextDocument): void {
    const { completions, log } = this.#parts;
    completions.typed();
    const taken = this.#offers.changed(document.uri, documentText(document));
    if (taken === null) return;
    const at = document.positionAt(taken.offset);
    const anchor = { at, lead: '', range: { start: at, end: at } };
    const query = this.#query({ document, anchor, offset: taken.offset }, true);
    if (query === null) return;
    completions.prepare(query).catch((error: unknown) => {
      log.info(`The next completion is not prepared. ${describeError(error)}`);
    });
  }
}
