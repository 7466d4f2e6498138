import type { LanguageClient } from 'vscode-languageclient/node';
import type { Notifications } from '../../protocol/messages.ts';
import { DisposableList, type Disposable } from '../disposables.ts';

/** Notifications that the server sends; the other one goes to it. */
export type ServerNotification = Exclude<
  keyof Notifications,
  'trimix/didChangeSettings' | 'trimix/didChooseDocumentLanguages'
>;

type Listener<Method extends ServerNotification> = (params: Notifications[Method]) => void;

/** What can be listened to: a language client, or a stand-in. */
export type Source = Pick<LanguageClient, 'onNotification'>;

/** The listeners of one notification. */
class Channel<Method extends ServerNotification> {
  readonly listeners = new Set<Listener<Method>>();
  readonly #method: Method;

  constructor(method: Method) {
    this.#method = method;
  }

  attach(source: Source): Disposable {
    return source.onNotification(this.#method, (params: Notifications[Method]) => {
      for (const listener of this.listeners) listener(params);
    });
  }
}

/** What the server pushes, typed by method. Listeners outlive the servers: each new client is attached once. */
export class ServerEvents implements Disposable {
  /** Exhaustive by its type: a notification that is forgotten here does not compile. */
  readonly #channels: { readonly [Method in ServerNotification]: Channel<Method> } = {
    'trimix/didChangeStatus': new Channel('trimix/didChangeStatus'),
    'trimix/translation/outline': new Channel('trimix/translation/outline'),
    'trimix/translation/sentence': new Channel('trimix/translation/sentence'),
    'trimix/translation/delta': new Channel('trimix/translation/delta'),
    'trimix/trace/started': new Channel('trimix/trace/started'),
    'trimix/trace/decision': new Channel('trimix/trace/decision'),
    'trimix/trace/ended': new Channel('trimix/trace/ended'),
    'trimix/models/progress': new Channel('trimix/models/progress'),
    'trimix/models/didChange': new Channel('trimix/models/didChange'),
  };

  on<Method extends ServerNotification>(method: Method, listener: Listener<Method>): Disposable {
    const { listeners }: Channel<Method> = this.#channels[method];
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  }

  /** Passes on what a client receives, until the returned disposable is disposed. */
  attach(source: Source): Disposable {
    const attached = new DisposableList();
    for (const channel of Object.values(this.#channels)) attached.add(channel.attach(source));
    return attached;
  }

  dispose(): void {
    for (const { listeners } of Object.values(this.#channels)) listeners.clear();
  }
}
