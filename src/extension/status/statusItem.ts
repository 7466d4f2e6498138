import * as vscode from 'vscode';
import { DisposableList } from '../disposables.ts';
import { l10n } from '../l10n/l10n.ts';
import { actionCommand, actionLabel, tooltipCommands, tooltipMarkdown } from './actions.ts';
import { renderStatus, type StatusInput } from './render.ts';

/** The extension's one item in the status bar. */
export class StatusItem implements vscode.Disposable {
  readonly #input: () => StatusInput;
  readonly #disposables = new DisposableList();
  readonly #item: vscode.StatusBarItem;

  constructor(input: () => StatusInput) {
    this.#input = input;
    this.#item = this.#disposables.add(
      // To the left of the editor's own language items, with the other language helpers.
      vscode.window.createStatusBarItem('trimix.status', vscode.StatusBarAlignment.Right, 100),
    );
    this.#item.name = 'TriMix';
    this.#item.command = 'trimix.showMenu';
    this.update();
    this.#item.show();
  }

  /** What a screen reader says. */
  get label(): string {
    return this.#item.accessibilityInformation?.label ?? '';
  }

  update(): void {
    const view = renderStatus(l10n, this.#input());
    const tooltip = new vscode.MarkdownString(tooltipMarkdown(l10n, view), true);
    tooltip.isTrusted = { enabledCommands: tooltipCommands };
    this.#item.text = view.text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: view.label, role: 'button' };
    this.#item.backgroundColor =
      view.severity === 'error' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
  }

  /** The actions of the moment as a menu, for the keyboard and for a click. */
  async showMenu(): Promise<void> {
    const view = renderStatus(l10n, this.#input());
    const entries = view.actions.map((action) => ({ label: actionLabel(l10n, action), action }));
    const chosen = await vscode.window.showQuickPick(entries, {
      title: 'TriMix',
      placeHolder: view.lines[0] ?? '',
    });
    if (chosen !== undefined) await vscode.commands.executeCommand(actionCommand[chosen.action]);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
