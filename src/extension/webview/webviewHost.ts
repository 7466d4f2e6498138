import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableList } from '../disposables.ts';
import type { CommandId } from '../commands/commandIds.ts';
import { onDidChangeInterfaceLanguage, shownLanguage } from '../l10n/l10n.ts';
import { webviewHtml, type WebviewPage } from './page.ts';

/** What a link on a page may run. */
const pageCommands = ['trimix.helpTranslate'] as const satisfies readonly CommandId[];

export interface WebviewHostOptions<In> {
  readonly extensionUri: vscode.Uri;
  readonly view: WebviewPage['view'];
  /** Title of the panel, in the language of the interface. */
  readonly title: () => string;
  /** Narrows what the page posts; null: not a message of ours. */
  readonly read: (message: unknown) => In | null;
  /**
   * `ready` comes at the page's first display, and each time it is shown again: whatever it shows must be posted then.
   */
  readonly onMessage: (message: In) => void;
}

/** A webview panel with the ready handshake: nothing is posted before the page asked for it. */
export class WebviewHost<In extends { readonly type: string }, Out> implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #disposables = new DisposableList();
  #ready = false;

  constructor(panel: vscode.WebviewPanel, options: WebviewHostOptions<In>) {
    this.panel = panel;
    const { webview } = panel;
    const folder = webviewFolder(options.extensionUri);
    const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
    webview.options = {
      enableScripts: true,
      enableCommandUris: pageCommands,
      localResourceRoots: [folder],
    };
    this.#disposables.add(
      webview.onDidReceiveMessage((message: unknown) => {
        const known = options.read(message);
        if (known === null) return;
        if (known.type === 'ready') this.#ready = true;
        options.onMessage(known);
      }),
    );
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; it asks anew when it is shown again.
        if (!panel.visible) this.#ready = false;
      }),
    );
    this.#disposables.add(panel.onDidDispose(() => this.#disposables.dispose()));
    const draw = (): void => {
      // The page asks anew when it is there.
      this.#ready = false;
      panel.title = options.title();
      webview.html = webviewHtml({
        view: options.view,
        title: panel.title,
        language: shownLanguage(),
        script: address(`${options.view}.js`),
        style: address(`${options.view}.css`),
        cspSource: webview.cspSource,
        nonce: randomBytes(16).toString('base64url'),
      });
    };
    this.#disposables.add(onDidChangeInterfaceLanguage(draw));
    draw();
  }

  /** Posts to the page; what a page that is not there would miss, it asks for when it is ready. */
  post(message: Out): void {
    if (this.#ready) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#ready = false;
    this.#disposables.dispose();
    this.panel.dispose();
  }
}

/** The only folder a page of ours may load from. */
function webviewFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}
