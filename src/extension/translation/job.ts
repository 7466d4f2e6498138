import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TranslateParams } from '../../protocol/messages.ts';
import type { FromPreview, PreviewItem, ToPreview } from '../../protocol/preview.ts';
import { assertNever } from '../assertNever.ts';
import type { TriMixContext } from '../context.ts';
import { DisposableList } from '../disposables.ts';
import { catalogueError, isQuiet, messageOf } from '../errors.ts';
import { explain } from '../explain.ts';
import { l10n } from '../l10n/l10n.ts';
import { directionOf } from '../languages.ts';
import { readFromPreview } from '../webview/messages.ts';
import { WebviewHost } from '../webview/webviewHost.ts';
import { applyToDocument, type Placement } from './apply.ts';
import type { Direction } from './direction.ts';
import {
  advance,
  applicability,
  copyText,
  openItems,
  openSession,
  type Session,
  type SessionEvent,
} from './session.ts';
import { sentencesOf, type ShownSentence } from './pieces.ts';
import type { TrackedSelections } from './trackedSelections.ts';
import { detourNotice, appliedMessage, groundMessage, refusal, shownSentence } from './words.ts';

/** How many of the sentences before one are sent with it; the server shows the model what fits. */
const contextSentences = 4;

/** One use of «Translate Selection»: runs the translations, shows them, and puts them into the document. */
export class TranslationJob implements vscode.Disposable {
  readonly #context: TriMixContext;
  readonly #tracked: TrackedSelections;
  readonly #directions: readonly Direction[];
  readonly #disposables = new DisposableList();
  readonly #host: WebviewHost<FromPreview, ToPreview>;
  /** What was asked of the server for each selection. */
  readonly #params = new Map<number, TranslateParams>();
  /** How often each sentence was translated again, by «selection:sentence». */
  readonly #attempts = new Map<string, number>();
  #session: Session;
  #applying = false;
  #cancellation: vscode.CancellationTokenSource | undefined;
  #running: Promise<void> = Promise.resolve();

  /** @param directions the languages of each selection, in the order of `tracked` */
  constructor(
    context: TriMixContext,
    extensionUri: vscode.Uri,
    tracked: TrackedSelections,
    directions: readonly Direction[],
  ) {
    this.#context = context;
    this.#tracked = this.#disposables.add(tracked);
    this.#directions = directions;
    this.#session = openSession(
      tracked.sources.map((source, index) => waitingItem(index, source, directions)),
    );
    const title = () => l10n.t('TriMix: Translation');
    this.#host = this.#disposables.add(
      new WebviewHost<FromPreview, ToPreview>(
        vscode.window.createWebviewPanel('trimix.preview', title(), vscode.ViewColumn.Beside),
        {
          extensionUri,
          view: 'preview',
          title,
          read: readFromPreview,
          onMessage: (message) => void this.#obey(message),
        },
      ),
    );
    this.#host.panel.onDidDispose(() => this.dispose());
    this.#disposables.add(
      tracked.onDidChangeGround(() => {
        // Our own edit is no change underneath.
        if (!this.#applying) this.#lookAtGround();
      }),
    );
  }

  /** Translates what is not translated yet, in order. Never rejects: what went wrong stands in the preview. */
  translate(): Promise<void> {
    this.#running = this.#translateOpen();
    return this.#running;
  }

  dispose(): void {
    this.#cancellation?.cancel();
    this.#disposables.dispose();
  }

  async #translateOpen(): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    this.#cancellation = source;
    // In the status bar: a notification would lie over the preview, which shows the progress and has the Cancel button.
    const options = { location: vscode.ProgressLocation.Window, title: l10n.t('TriMix translates') };
    await vscode.window.withProgress(options, async (progress) => {
      const items = openItems(this.#session);
      for (const [done, item] of items.entries()) {
        if (source.token.isCancellationRequested) return;
        if (items.length > 1) progress.report({ message: l10n.t('{0} of {1}', done + 1, items.length) });
        await this.#translateOne(item, source.token);
      }
    });
    source.dispose();
    this.#cancellation = undefined;
  }

  async #translateOne(item: PreviewItem, cancellation: vscode.CancellationToken): Promise<void> {
    const { supervisor, log } = this.#context;
    const { index } = item;
    const params = this.#paramsOf(index);
    if (params === null) return;
    const { token } = params;
    this.#take({ kind: 'begun', index });
    const { events } = supervisor;
    const listeners = new DisposableList();
    listeners.add(
      events.on('trimix/translation/outline', ({ token: named, pieces }) => {
        if (named === token) this.#take({ kind: 'outlined', index, pieces });
      }),
    );
    listeners.add(
      events.on('trimix/translation/delta', ({ token: named, sentence, text }) => {
        if (named === token) this.#take({ kind: 'delta', index, sentence, text });
      }),
    );
    listeners.add(
      events.on('trimix/translation/sentence', ({ token: named, sentence, ...translated }) => {
        if (named !== token) return;
        this.#take({ kind: 'sentence', index, sentence, translated: shownSentence(l10n, translated) });
      }),
    );
    try {
      const { text, detour } = await supervisor.request('trimix/translate', params, cancellation);
      const notice = detour === null ? {} : { notice: detourNotice(l10n, detour) };
      this.#take({ kind: 'done', index, text, ...notice });
    } catch (error) {
      if (cancellation.isCancellationRequested) return;
      if (isQuiet(error)) {
        this.#take({ kind: 'cancelled' });
        return;
      }
      log.error(`A translation failed: ${messageOf(error)}`);
      this.#take({ kind: 'failed', index, message: this.#explain(error) });
    } finally {
      listeners.dispose();
    }
  }

  /** A selection has to be cut into the same sentences each time, so what it is taken for is settled at the first. */
  #paramsOf(index: number): TranslateParams | null {
    const known = this.#params.get(index);
    if (known !== undefined) return known;
    const direction = this.#directions[index];
    const selected = this.#tracked.selected(index);
    if (direction === undefined || selected === null) return null;
    const params = { ...selected, ...direction, token: randomUUID() };
    this.#params.set(index, params);
    return params;
  }

  async #retrySentence(index: number, sentence: number): Promise<void> {
    const { supervisor, log, notices } = this.#context;
    const item = this.#session.items[index];
    const params = this.#params.get(index);
    if (item?.state.kind !== 'done' || params === undefined) return;
    if (!(await supervisor.start())) {
      this.#context.sayServerIsDown();
      return;
    }
    const before = this.#session;
    const previous = sentencesOf(item.pieces)
      .filter(({ number, state }) => number < sentence && state.kind === 'done' && state.warning === null)
      .map(({ source, target }) => ({ source, target }))
      .slice(-contextSentences);
    this.#take({ kind: 'sentenceRetried', index, sentence });
    if (this.#session === before) return;
    const key = `${index}:${sentence}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    const source = new vscode.CancellationTokenSource();
    this.#cancellation = source;
    let translated: ShownSentence | null = null;
    try {
      const request = { ...params, sentence, attempt, previous };
      translated = shownSentence(
        l10n,
        await supervisor.request('trimix/translateSentence', request, source.token),
      );
    } catch (error) {
      if (!source.token.isCancellationRequested && !isQuiet(error)) {
        log.error(`A sentence could not be translated again: ${messageOf(error)}`);
        notices.answer(this.#explain(error));
      }
    }
    source.dispose();
    if (this.#cancellation === source) this.#cancellation = undefined;
    this.#take({ kind: 'sentenceRetryEnded', index, translated });
  }

  #explain(error: unknown): string {
    if (catalogueError(error) === null && !this.#context.supervisor.isUp) {
      return l10n.t('The TriMix server stopped while translating. Nothing was changed. Try again.');
    }
    return explain(l10n, error);
  }

  async #obey(message: FromPreview): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#showAll();
        return;
      case 'replace':
      case 'insertBelow':
        return this.#apply(message.type);
      case 'copy':
        await vscode.env.clipboard.writeText(copyText(this.#session));
        vscode.window.setStatusBarMessage(l10n.t('Translation copied'), 3000);
        return;
      case 'cancel':
        this.#cancel();
        return;
      case 'retry':
        return this.#retry();
      case 'retrySentence':
        return this.#retrySentence(message.index, message.sentence);
      default:
        assertNever(message);
    }
  }

  async #apply(placement: Placement): Promise<void> {
    if (this.#applying) return;
    const { notices } = this.#context;
    this.#lookAtGround();
    const possible = applicability(this.#session);
    if (possible !== 'yes') {
      notices.advise(refusal(l10n, possible));
      return;
    }
    const { document, ranges } = this.#tracked;
    const translations = this.#session.items.map((item) => item.target);
    this.#applying = true;
    const taken = await applyToDocument(document, placement, ranges, translations);
    this.#applying = false;
    if (!taken) {
      notices.answer(
        l10n.t('The document took no change: it is read-only, or it changed just now. Nothing was changed.'),
      );
      this.#lookAtGround();
      return;
    }
    this.#take({ kind: 'applied', message: appliedMessage(l10n, placement, translations.length) });
    this.#lookAtGround();
    // Back to the text, so that the next keystroke (an undo, perhaps) goes there.
    const column = vscode.window.visibleTextEditors.find(
      (editor) => editor.document === document,
    )?.viewColumn;
    await vscode.window.showTextDocument(document, { viewColumn: column ?? vscode.ViewColumn.One });
  }

  #lookAtGround(): void {
    const { ground } = this.#tracked;
    this.#take({ kind: 'ground', ground, message: groundMessage(l10n, ground) });
  }

  #cancel(): void {
    this.#cancellation?.cancel();
    this.#take({ kind: 'cancelled' });
  }

  async #retry(): Promise<void> {
    if (!(await this.#context.supervisor.start())) {
      this.#context.sayServerIsDown();
      return;
    }
    // After a cancel the last request may still be on its way out.
    await this.#running;
    // Asked for twice: the first one is at work.
    if (openItems(this.#session).length > 0) return;
    this.#take({ kind: 'retried' });
    await this.translate();
  }

  /** Everything a page needs that was just made, or made anew. */
  #showAll(): void {
    const { items, ground, applied } = this.#session;
    this.#host.post({ type: 'items', items });
    if (!applied && ground !== 'intact')
      this.#host.post({ type: 'stale', message: groundMessage(l10n, ground) });
    if (applied) this.#host.post({ type: 'applied', message: l10n.t('The translation is in the document.') });
  }

  #take(event: SessionEvent): void {
    const { session, messages } = advance(this.#session, event);
    this.#session = session;
    for (const message of messages) this.#host.post(message);
  }
}

function waitingItem(index: number, source: string, directions: readonly Direction[]): PreviewItem {
  const { from, to } = directions[index] ?? { from: null, to: 'en' };
  return {
    index,
    source,
    sourceDirection: from === null ? 'left-to-right' : directionOf(from),
    sourceLanguage: from ?? '',
    target: '',
    pieces: [],
    targetDirection: directionOf(to),
    targetLanguage: to,
    state: { kind: 'waiting' },
  };
}
