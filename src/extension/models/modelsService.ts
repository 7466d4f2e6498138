import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { ModelsOverview, ModelsRequests } from '../../protocol/models.ts';
import { DisposableList } from '../disposables.ts';
import { messageOf } from '../errors.ts';
import type { ServerSupervisor } from '../server/supervisor.ts';

/** What is known of the models on disk and of those that can be had: asked for once, and again after each change. */
export class ModelsService implements vscode.Disposable {
  readonly #supervisor: ServerSupervisor;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  /** The overview, or the request for it; undefined where nobody has asked yet, or it is out of date. */
  #cached: Promise<ModelsOverview> | undefined;
  #lastSeen: ModelsOverview | undefined;

  /** Something was installed, removed or interrupted, here or by somebody else, or the choice of a trio changed. */
  readonly onDidChange = this.#changed.event;

  constructor(supervisor: ServerSupervisor, log: vscode.LogOutputChannel) {
    this.#supervisor = supervisor;
    this.#log = log;
    this.#disposables.add(supervisor.events.on('trimix/models/didChange', () => this.refresh()));
    // A new server may see another store; a dead one answers nothing.
    this.#disposables.add(supervisor.onDidGoDown(() => (this.#cached = undefined)));
    this.#disposables.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // Another window or a terminal may have changed the store while the user was there.
        if (focused && this.#cached !== undefined && this.#supervisor.isUp) void this.#compare();
      }),
    );
  }

  /**
   * Everything a view or a picker shows. Starts the server, which loads no model for this.
   *
   * @throws the request's error, and one that says so when no server runs
   */
  async overview(): Promise<ModelsOverview> {
    const pending = (this.#cached ??= this.#ask());
    try {
      return await pending;
    } catch (error) {
      if (this.#cached === pending) this.#cached = undefined;
      throw error;
    }
  }

  /** Forgets what is known, and tells everybody that shows it. */
  refresh(): void {
    this.#cached = undefined;
    this.#changed.fire();
  }

  /** Sends a request about models; starts the server first. Rejects as {@link ServerSupervisor.request}. */
  async request<Method extends keyof ModelsRequests>(
    method: Method,
    params: ModelsRequests[Method]['params'],
    token?: vscode.CancellationToken,
  ): Promise<ModelsRequests[Method]['result']> {
    await this.#supervisor.start();
    return await this.#supervisor.request(method, params, token);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #ask(): Promise<ModelsOverview> {
    const overview = await this.request('trimix/models/overview', null);
    this.#lastSeen = overview;
    return overview;
  }

  /** Asks anew and tells of it only where something is different: coming back to a window is no event by itself. */
  async #compare(): Promise<void> {
    const before = this.#lastSeen;
    try {
      const overview = await this.#ask();
      this.#cached = Promise.resolve(overview);
      if (!isDeepStrictEqual(contents(overview), before === undefined ? undefined : contents(before)))
        this.#changed.fire();
    } catch (error) {
      this.#log.debug(`The models were not looked at again: ${messageOf(error)}`);
    }
  }
}

/** Free memory and free disk change all the time and are no news. */
function contents({ trios, inUse, unfinished, broken }: ModelsOverview) {
  return {
    trios: trios.map(({ name, languages, bytes }) => ({ name, languages, bytes })),
    inUse,
    unfinished,
    broken,
  };
}
