import { isMessage } from './messages.ts';

/** The three functions that VS Code gives a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension's side, as a webview sees it. */
export interface Host<Incoming extends { readonly type: string }, Outgoing> {
  post(message: Outgoing): void;
  /** Calls the handler for each message of a known type. */
  listen(handler: (message: Incoming) => void): void;
  /** What this view saved before it was hidden; any shape, to be checked by the caller. */
  savedState(): unknown;
  saveState(state: unknown): void;
}

/**
 * Connects to the extension. Can be called once per page.
 * @param types every type of message that may come in; others are ignored.
 */
export function connect<Incoming extends { readonly type: string }, Outgoing>(
  types: Readonly<Record<Incoming['type'], true>>,
): Host<Incoming, Outgoing> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (handler) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isMessage<Incoming>(event.data, types)) handler(event.data);
      });
    },
    savedState: () => api.getState(),
    saveState: (state) => api.setState(state),
  };
}
