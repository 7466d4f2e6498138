import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { LanguageClient, Middleware } from 'vscode-languageclient/node';
import type { Notifications, Requests } from '../../protocol/messages.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import { DisposableList } from '../disposables.ts';
import { messageOf } from '../errors.ts';
import { l10n } from '../l10n/l10n.ts';
import { createClient } from './client.ts';
import type { ServerLife } from './life.ts';
import { nodeCandidates, probeNode } from './nodeCandidates.ts';
import { chooseNode } from './nodeLadder.ts';
import { decideRestart } from './restartPolicy.ts';
import { ServerEvents } from './serverEvents.ts';

export interface SupervisorOptions {
  /** Absolute path of the server's bundle. */
  readonly serverFile: string;
  readonly log: vscode.LogOutputChannel;
  readonly settings: () => ServerSettings;
  /** `trimix.server.nodePath`; empty when not set. */
  readonly nodePath: () => string;
  readonly middleware: Middleware;
}

/** One server process and what belongs to it. */
interface Life {
  readonly client: LanguageClient;
  readonly disposables: DisposableList;
}

/** A request was made while no server runs. */
class ServerDownError extends Error {
  override readonly name = 'ServerDownError';
}

/**
 * Keeps one server alive: starts it on first need, restarts it with growing waits after a crash, gives up when it
 * crashes too often. Each life has a client and a list of disposables of its own; a restart clears only those.
 */
export class ServerSupervisor implements vscode.Disposable {
  readonly #options: SupervisorOptions;
  readonly #lifeChanged = new vscode.EventEmitter<ServerLife>();
  readonly #wentUp = new vscode.EventEmitter<undefined>();
  readonly #wentDown = new vscode.EventEmitter<undefined>();
  #life: ServerLife = { kind: 'not-started' };
  #current: Life | undefined;
  #launching: Promise<boolean> | undefined;
  #crashes: number[] = [];
  #countdown: NodeJS.Timeout | undefined;
  #disposed = false;

  /** What the server pushes, for as long as the extension lives. */
  readonly events = new ServerEvents();
  readonly onDidChangeLife = this.#lifeChanged.event;
  readonly onDidGoUp = this.#wentUp.event;
  readonly onDidGoDown = this.#wentDown.event;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.events.on('trimix/didChangeStatus', (status) => {
      if (this.isUp) this.#setLife({ kind: 'up', status });
    });
  }

  get life(): ServerLife {
    return this.#life;
  }

  /** True when requests can be made. */
  get isUp(): boolean {
    return this.#current !== undefined && this.#launching === undefined;
  }

  /** Starts the server unless it runs. Resolves to whether it is up; never rejects. */
  async start(): Promise<boolean> {
    if (this.#disposed) return false;
    if (this.#launching !== undefined) return this.#launching;
    if (this.#current !== undefined) return true;
    clearTimeout(this.#countdown);
    this.#launching = this.#launch().finally(() => (this.#launching = undefined));
    const up = await this.#launching;
    if (up) this.#wentUp.fire(undefined);
    return up;
  }

  /** Stops the server if it runs and starts a new one, with the crashes so far forgotten. */
  async restart(): Promise<boolean> {
    this.#options.log.info('Restarting the server, as asked');
    this.#crashes = [];
    await this.stop();
    return this.start();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#countdown);
    await this.#launching;
    const life = this.#current;
    this.#setLife({ kind: 'stopped' });
    if (life === undefined) return;
    this.#current = undefined;
    this.#wentDown.fire(undefined);
    await life.client.dispose().catch((error: unknown) => this.#options.log.warn(messageOf(error)));
    life.disposables.dispose();
  }

  /** Sends a request to the running server; rejects with {@link ServerDownError} when there is none. */
  async request<Method extends keyof Requests>(
    method: Method,
    params: Requests[Method]['params'],
    token?: vscode.CancellationToken,
  ): Promise<Requests[Method]['result']> {
    const client = this.#current?.client;
    if (client === undefined || !this.isUp)
      throw new ServerDownError(l10n.t('The TriMix server is not running.'));
    return client.sendRequest<Requests[Method]['result']>(method, params, token);
  }

  /** Tells a running server the settings; a server that starts later asks for them itself. */
  async sendSettings(): Promise<void> {
    await this.tell('trimix/didChangeSettings', this.#options.settings());
  }

  /** Tells a running server something that it cannot ask for; without one nothing happens. */
  async tell<Method extends keyof Notifications>(
    method: Method,
    params: Notifications[Method],
  ): Promise<void> {
    if (this.isUp) await this.#current?.client.sendNotification(method, params);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#countdown);
    this.events.dispose();
    this.#lifeChanged.dispose();
    this.#wentUp.dispose();
    this.#wentDown.dispose();
  }

  async #launch(): Promise<boolean> {
    const { log, serverFile, settings, middleware } = this.#options;
    this.#setLife({ kind: 'up', status: { kind: 'starting' } });
    const node = await this.#chooseNode();
    if (node === null) {
      const reason = l10n.t(
        'No Node to run the server on was found. Set «trimix.server.nodePath» to a Node 20.18 or newer.',
      );
      this.#setLife({ kind: 'gave-up', reason });
      return false;
    }
    const disposables = new DisposableList();
    const onClosed = () => {
      // Late news of a life that is over: it was stopped, or its start failed and was counted already.
      if (disposables.ended) return;
      this.#lifeEnded(life);
    };
    const client = createClient({ node, serverFile, log, settings, middleware, onClosed });
    const life: Life = { client, disposables };
    disposables.add(this.events.attach(client));
    this.#current = life;
    try {
      await client.start();
    } catch (error) {
      log.error(`The server did not start: ${messageOf(error)}`);
      if (!disposables.ended) this.#lifeEnded(life);
    }
    // It may have crashed between its start and now.
    return this.#current === life;
  }

  #chooseNode() {
    const { log, nodePath } = this.#options;
    const candidates = nodeCandidates({
      nodePath: nodePath(),
      execPath: process.execPath,
      electron: process.versions['electron'] !== undefined,
      pathVariable: process.env['PATH'] ?? '',
      platform: process.platform,
      exists: existsSync,
    });
    return chooseNode({ candidates, arch: process.arch, probe: probeNode, log: (line) => log.info(line) });
  }

  #lifeEnded(life: Life): void {
    life.disposables.dispose();
    if (this.#current === life) this.#current = undefined;
    if (this.#disposed) return;
    this.#wentDown.fire(undefined);
    const now = Date.now();
    this.#crashes.push(now);
    const decision = decideRestart(this.#crashes, now);
    if (decision.kind === 'give-up') {
      this.#options.log.error(`The server crashed ${decision.crashes} times; not restarting it`);
      const reason = l10n.t('The server stopped {0} times within three minutes.', decision.crashes);
      this.#setLife({ kind: 'gave-up', reason });
      return;
    }
    this.#options.log.warn(
      `The server crashed (${decision.crashes}); restarting it in ${decision.delayMs} ms`,
    );
    this.#countDown(now + decision.delayMs);
  }

  /** Shows the seconds that are left, then starts the server. */
  #countDown(dueAt: number): void {
    const left = dueAt - Date.now();
    if (left <= 0) {
      void this.start();
      return;
    }
    this.#setLife({ kind: 'crashed', retryInSeconds: Math.ceil(left / 1000) });
    this.#countdown = setTimeout(() => this.#countDown(dueAt), Math.min(left, 1000));
  }

  #setLife(life: ServerLife): void {
    if (this.#disposed) return;
    this.#life = life;
    this.#lifeChanged.fire(life);
  }
}
