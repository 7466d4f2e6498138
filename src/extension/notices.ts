import * as vscode from 'vscode';

/** The few messages that come up by themselves: each kind once per session, so that typing is never nagged at. */
export class Notices {
  readonly #shown = new Set<string>();
  readonly #actions: () => readonly NoticeAction[];

  /** @param actions what every such message offers to do */
  constructor(actions: () => readonly NoticeAction[]) {
    this.#actions = actions;
  }

  /**
   * Shows an error that nobody asked for, unless one of its kind was shown before.
   *
   * @param more what can be done about this one, besides what every message offers
   */
  once(kind: string, message: string, ...more: readonly NoticeAction[]): void {
    if (this.#shown.has(kind)) return;
    this.#shown.add(kind);
    this.answer(message, ...more);
  }

  /** Answers a command that lacks something from the user: a selection, a finished translation. Nothing is broken. */
  advise(message: string): void {
    void vscode.window.showWarningMessage(message);
  }

  /** Answers a command that could not do what it was asked for: always shown. */
  answer(message: string, ...more: readonly NoticeAction[]): void {
    const actions = [...more, ...this.#actions()];
    void vscode.window
      .showErrorMessage(message, ...actions.map((action) => action.title))
      .then((title) => actions.find((action) => action.title === title)?.run());
  }
}

export interface NoticeAction {
  readonly title: string;
  readonly run: () => unknown;
}
