import * as vscode from 'vscode';
import type { FromTextPreview, TextPlace, TextView, ToTextPreview } from '../../protocol/textPreview.ts';
import { assertNever } from '../assertNever.ts';
import type { DocumentLanguages } from '../documentLanguage/documentLanguages.ts';
import type { GhostText } from '../completion/ghostText.ts';
import { DisposableList } from '../disposables.ts';
import { isWritingDocument } from '../documents.ts';
import { l10n } from '../l10n/l10n.ts';
import type { ServerSupervisor } from '../server/supervisor.ts';
import { readFromTextPreview } from '../webview/messages.ts';
import { WebviewHost } from '../webview/webviewHost.ts';
import { lineWindow } from './lineWindow.ts';
import { passagesOf, scriptOfLine, type LineScript } from './passages.ts';
import { ScriptLanguages } from './scriptLanguages.ts';
import { setContext } from '../setContext.ts';

/** The name under which VS Code keeps the panel over a reload of the window. */
const textPreviewViewType = 'trimix.textPreview';

/** Several events tell of one keystroke: they are answered together. */
const debounceMs = 30;

/** The text preview's panel: follows the editor in which one writes while somebody looks at it. */
export class TextPreview implements vscode.Disposable {
  readonly #ghostText: GhostText;
  readonly #supervisor: ServerSupervisor;
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables = new DisposableList();
  #host: WebviewHost<FromTextPreview, ToTextPreview> | undefined;
  /** While the panel itself has the keyboard no editor is the active one: the last one is followed. */
  #editor: vscode.TextEditor | undefined;
  #languages: { readonly document: vscode.TextDocument; readonly scripts: ScriptLanguages } | undefined;
  readonly #documentLanguages: DocumentLanguages;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    ghostText: GhostText,
    supervisor: ServerSupervisor,
    documentLanguages: DocumentLanguages,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
  ) {
    this.#documentLanguages = documentLanguages;
    this.#ghostText = ghostText;
    this.#supervisor = supervisor;
    this.#extensionUri = extensionUri;
    this.#log = log;
    const { window, workspace } = vscode;
    const soon = () => this.#showSoon();
    const onChangeOf = (document: vscode.TextDocument) => {
      if (document === this.#editor?.document) soon();
    };
    for (const listening of [
      ghostText.onDidChangeOffer(soon),
      supervisor.onDidGoUp(soon),
      documentLanguages.onDidChange(() => {
        this.#languages = undefined;
        soon();
      }),
      window.onDidChangeActiveTextEditor(soon),
      window.onDidChangeVisibleTextEditors(soon),
      window.onDidChangeTextEditorSelection(({ textEditor }) => onChangeOf(textEditor.document)),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => onChangeOf(textEditor.document)),
      workspace.onDidChangeTextDocument(({ document }) => onChangeOf(document)),
      window.registerWebviewPanelSerializer(textPreviewViewType, {
        deserializeWebviewPanel: (panel) => {
          this.#adopt(panel);
          return Promise.resolve();
        },
      }),
    ])
      this.#disposables.add(listening);
  }

  /** Opens the panel beside the editor, or brings it to the front. */
  open(): void {
    if (this.#host !== undefined) {
      this.#host.panel.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(textPreviewViewType, panelTitle(), column));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#host?.dispose();
    this.#disposables.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#host?.dispose();
    const host = new WebviewHost<FromTextPreview, ToTextPreview>(panel, {
      extensionUri: this.#extensionUri,
      view: 'textPreview',
      title: panelTitle,
      read: readFromTextPreview,
      onMessage: (message) => {
        switch (message.type) {
          case 'ready':
            this.#show();
            break;
          case 'goTo':
            void this.#goTo(message.place, message.focus);
            break;
          default:
            assertNever(message);
        }
      },
    });
    this.#host = host;
    tellKeys(panel.visible);
    panel.onDidChangeViewState(() => tellKeys(panel.visible));
    panel.onDidDispose(() => {
      if (this.#host !== host) return;
      this.#host = undefined;
      tellKeys(false);
    });
  }

  #showSoon(): void {
    if (this.#host?.panel.visible !== true || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#host?.panel.visible === true) this.#show();
    }, debounceMs);
  }

  #show(): void {
    this.#editor = this.#followed();
    this.#host?.post(
      this.#editor === undefined ? { type: 'nothing' } : { type: 'text', view: this.#viewOf(this.#editor) },
    );
  }

  /** The editor one writes in: the active one, else the last one as long as it is shown. */
  #followed(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const writing = visibleTextEditors.filter(({ document }) => isWritingDocument(document));
    return (
      writing.find((editor) => editor === activeTextEditor) ??
      writing.find((editor) => editor === this.#editor) ??
      writing[0]
    );
  }

  #viewOf(editor: vscode.TextEditor): TextView {
    const { document, selection, selections, visibleRanges } = editor;
    const top = visibleRanges[0]?.start.line ?? selection.active.line;
    const bottom = (visibleRanges.at(-1)?.end.line ?? top) + 1;
    const caretShown = selection.active.line >= top && selection.active.line < bottom;
    const { start, end } = lineWindow(
      document.lineCount,
      { start: top, end: bottom },
      caretShown ? selection.active.line : top,
      (line) => document.lineAt(line).text.length,
    );
    const lines = Array.from({ length: end - start }, (_, index) => ({
      number: start + index,
      text: document.lineAt(start + index).text,
    }));
    const languages = this.#languagesOf(document);
    this.#askForLanguages(languages, lines);
    return {
      name: vscode.workspace.asRelativePath(document.uri),
      passages: passagesOf(lines, (script) => languages.of(script)),
      caret: placeOf(selection.active),
      selections: selections
        .filter((each) => !each.isEmpty)
        .map((each) => ({ start: placeOf(each.start), end: placeOf(each.end) })),
      ghost: selection.isEmpty ? (this.#ghostText.restAt(document, selection.active) ?? '') : '',
      top,
    };
  }

  #languagesOf(document: vscode.TextDocument): ScriptLanguages {
    if (this.#languages?.document !== document) {
      const scripts = new ScriptLanguages(
        async (text) => {
          const chosen = this.#documentLanguages.of(document.uri);
          return (await this.#supervisor.request('trimix/detect', { text, chosen }))?.language ?? null;
        },
        () => this.#showSoon(),
        (message) => this.#log.warn(message),
      );
      this.#languages = { document, scripts };
    }
    return this.#languages.scripts;
  }

  #askForLanguages(languages: ScriptLanguages, lines: readonly { readonly text: string }[]): void {
    // No server is started to look at a text.
    if (!this.#supervisor.isUp) return;
    const texts = new Map<LineScript, string>();
    for (const { text } of lines) {
      const script = scriptOfLine(text);
      if (script !== null && script !== 'other') texts.set(script, `${texts.get(script) ?? ''}${text}\n`);
    }
    for (const [script, text] of texts) languages.ask(script, text);
  }

  async #goTo({ line, character }: TextPlace, focus: boolean): Promise<void> {
    const editor = this.#editor;
    if (editor === undefined || editor.document.isClosed) return;
    // The page may have shown an older text.
    const position = editor.document.validatePosition(new vscode.Position(line, character));
    const range = new vscode.Range(position, position);
    editor.selection = new vscode.Selection(position, position);
    editor.revealRange(range);
    if (!focus) return;
    const column = editor.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(editor.document, { viewColumn: column, selection: range });
  }
}

/** While somebody looks at the panel, Escape has to reach it too (`dismissGhostText`). */
function tellKeys(shown: boolean): void {
  void setContext('textPreviewShown', shown);
}

function placeOf({ line, character }: vscode.Position): TextPlace {
  return { line, character };
}

function panelTitle(): string {
  return l10n.t('TriMix: Text Preview');
}
