import * as vscode from 'vscode';
import type { FromInspector, ToInspector } from '../../protocol/inspector.ts';
import type { TraceId } from '../../protocol/trace.ts';
import { assertNever } from '../assertNever.ts';
import { DisposableList } from '../disposables.ts';
import { messageOf } from '../errors.ts';
import { l10n } from '../l10n/l10n.ts';
import type { ServerSupervisor } from '../server/supervisor.ts';
import { readFromInspector } from '../webview/messages.ts';
import { WebviewHost } from '../webview/webviewHost.ts';

/** The name under which VS Code keeps the panel over a reload of the window. */
const inspectorViewType = 'trimix.inspector';

/** The fusion inspector's panel: passes traces from the server to the page while somebody looks at it. */
export class Inspector implements vscode.Disposable {
  readonly #supervisor: ServerSupervisor;
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables = new DisposableList();
  #host: WebviewHost<FromInspector, ToInspector> | undefined;
  /** Whether the server was told that somebody looks. */
  #active = false;

  constructor(supervisor: ServerSupervisor, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#supervisor = supervisor;
    this.#extensionUri = extensionUri;
    this.#log = log;
    const { events } = supervisor;
    this.#disposables.add(
      events.on('trimix/trace/started', (trace) => this.#post({ type: 'started', trace })),
    );
    this.#disposables.add(
      events.on('trimix/trace/decision', ({ id, decision }) =>
        this.#post({ type: 'decision', id, decision }),
      ),
    );
    this.#disposables.add(
      events.on('trimix/trace/ended', ({ id, outcome }) => this.#post({ type: 'ended', id, outcome })),
    );
    this.#disposables.add(
      supervisor.onDidGoDown(() => {
        this.#active = false;
        this.#post({ type: 'reset' });
      }),
    );
    this.#disposables.add(
      supervisor.onDidGoUp(() => {
        if (this.#host?.panel.visible === true) void this.#show();
      }),
    );
    this.#disposables.add(
      vscode.window.registerWebviewPanelSerializer(inspectorViewType, {
        deserializeWebviewPanel: (panel) => {
          this.#adopt(panel);
          return Promise.resolve();
        },
      }),
    );
  }

  /** Opens the panel beside the editor, or brings it to the front. */
  open(): void {
    if (this.#host !== undefined) {
      this.#host.panel.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(inspectorViewType, panelTitle(), column));
  }

  dispose(): void {
    this.#host?.dispose();
    this.#disposables.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#host?.dispose();
    const host = new WebviewHost<FromInspector, ToInspector>(panel, {
      extensionUri: this.#extensionUri,
      view: 'inspector',
      title: panelTitle,
      read: readFromInspector,
      onMessage: (message) => {
        switch (message.type) {
          case 'ready':
            void this.#show();
            break;
          case 'select':
            void this.#sendTrace(message.id);
            break;
          case 'copy':
            void vscode.env.clipboard.writeText(message.text);
            break;
          default:
            assertNever(message);
        }
      },
    });
    this.#host = host;
    panel.onDidChangeViewState(() => {
      if (!panel.visible) void this.#setActive(false);
    });
    panel.onDidDispose(() => {
      if (this.#host !== host) return;
      this.#host = undefined;
      void this.#setActive(false);
    });
  }

  /** Fills a page that is ready: the list of traces, and the newest of them. */
  async #show(): Promise<void> {
    if (!this.#supervisor.isUp) {
      this.#post({ type: 'traces', traces: [] });
      return;
    }
    try {
      await this.#setActive(true);
      const traces = await this.#supervisor.request('trimix/traces', null);
      this.#post({ type: 'traces', traces });
      const newest = traces.reduce<TraceId | null>(
        (best, { id }) => (best === null || id > best ? id : best),
        null,
      );
      if (newest !== null) await this.#sendTrace(newest);
    } catch (error) {
      this.#log.warn(`The inspector could not be filled: ${messageOf(error)}`);
    }
  }

  async #sendTrace(id: TraceId): Promise<void> {
    if (!this.#supervisor.isUp) return;
    const trace = await this.#supervisor.request('trimix/trace', { id }).catch((error: unknown) => {
      this.#log.warn(`A trace could not be read: ${messageOf(error)}`);
      return null;
    });
    if (trace !== null) this.#post({ type: 'trace', trace });
  }

  /** Tells the server whether somebody looks: recording everything costs time, so only then. */
  async #setActive(active: boolean): Promise<void> {
    if (active === this.#active || !this.#supervisor.isUp) return;
    this.#active = active;
    await this.#supervisor.request('trimix/inspect', { active }).catch((error: unknown) => {
      this.#log.warn(`The inspector's state did not reach the server: ${messageOf(error)}`);
    });
  }

  #post(message: ToInspector): void {
    this.#host?.post(message);
  }
}

function panelTitle(): string {
  return l10n.t('TriMix: Fusion Inspector');
}
