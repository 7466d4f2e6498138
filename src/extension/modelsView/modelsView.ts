import * as vscode from 'vscode';
import type { TrioStatus } from '../../protocol/status.ts';
import { DisposableList } from '../disposables.ts';
import { messageOf } from '../errors.ts';
import { l10n, onDidChangeInterfaceLanguage } from '../l10n/l10n.ts';
import type { ServerLife } from '../server/life.ts';
import type { ServerSupervisor } from '../server/supervisor.ts';
import type { UserChoices } from '../userChoices.ts';
import type { ModelsSource } from './modelsSource.ts';
import { childrenOf, idOf, isBare, modelsTree, type ModelsNode } from './nodes.ts';
import { tooltipOf } from './tooltip.ts';
import { spokenWords, wordsOf } from './words.ts';
import { setContext } from '../setContext.ts';

/** The view's name in the manifest. */
const modelsViewId = 'trimix.models';

/** What the view shows when it shows no lines: the manifest has the words for it (`viewsWelcome`). */
type Welcome = 'none' | 'bare' | 'unavailable';

export interface ModelsViewOptions {
  readonly source: ModelsSource;
  readonly choices: UserChoices;
  readonly server: Pick<ServerSupervisor, 'life' | 'onDidChangeLife'>;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The list of models: what is installed, where each model runs now, what can be installed. It asks the server only
 * while it is open. It has a place of its own beside the editor, since in the Explorer it got five lines; the place is
 * empty, and its icon hidden, until the user has chosen a language or asked for the list.
 */
export class ModelsView implements vscode.TreeDataProvider<ModelsNode>, vscode.Disposable {
  readonly #options: ModelsViewOptions;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly #view: vscode.TreeView<ModelsNode>;
  #welcome: Welcome | undefined;
  /** What is shown of the models in memory, to see whether anything of it has changed. */
  #shownLoaded: string;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: ModelsViewOptions) {
    this.#options = options;
    this.#shownLoaded = JSON.stringify(loadedTrio(options.server.life));
    this.#view = this.#disposables.add(
      vscode.window.createTreeView(modelsViewId, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.#disposables.add(options.source.onDidChange(() => this.#refresh()));
    this.#disposables.add(options.choices.onDidChange(() => this.#refresh()));
    this.#disposables.add(onDidChangeInterfaceLanguage(() => this.#refresh()));
    this.#disposables.add(
      options.server.onDidChangeLife((life) => {
        // The server's status changes with every completion; what is loaded, seldom.
        const loaded = JSON.stringify(loadedTrio(life));
        const isBack = this.#welcome === 'unavailable' && life.kind === 'up';
        if (loaded === this.#shownLoaded && !isBack) return;
        this.#shownLoaded = loaded;
        this.#refresh();
      }),
    );
  }

  /** Shows the list and gives it the focus. */
  async focus(): Promise<void> {
    await this.#options.choices.wantModels();
    await vscode.commands.executeCommand(`${modelsViewId}.focus`);
  }

  async getChildren(node?: ModelsNode): Promise<ModelsNode[]> {
    return [...(node === undefined ? await this.#roots() : childrenOf(node))];
  }

  getTreeItem(node: ModelsNode): vscode.TreeItem {
    const { label, description, icon, context } = wordsOf(l10n, node);
    const item = new vscode.TreeItem(label, collapsibleState(node));
    item.id = idOf(node);
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.contextValue = context;
    item.tooltip = new vscode.MarkdownString(tooltipOf(l10n, node));
    item.accessibilityInformation = { label: spokenWords(l10n, node) };
    // The other lines do nothing when they are clicked: an installation is not begun by a slip.
    if (node.kind === 'no-language') item.command = { command: 'trimix.chooseLanguage', title: label };
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #roots(): Promise<readonly ModelsNode[]> {
    const { source, choices, server, log } = this.#options;
    try {
      const overview = await source.overview();
      const { language } = choices;
      const bare = isBare(overview);
      await this.#show(bare && language === null ? 'bare' : 'none');
      // An empty message takes no room, an absent one neither; only one of them can be assigned.
      this.#view.message =
        bare && language !== null
          ? l10n.t('Only the demo is there: it writes words, and no sense. Install models below.')
          : '';
      if (bare && language === null) return [];
      return modelsTree({ overview, loaded: loadedTrio(server.life), language });
    } catch (error) {
      log.warn(`The models view has nothing to show: ${messageOf(error)}`);
      this.#view.message = '';
      await this.#show('unavailable');
      return [];
    }
  }

  async #show(welcome: Welcome): Promise<void> {
    if (this.#welcome === welcome) return;
    this.#welcome = welcome;
    await setContext('modelsWelcome', welcome);
  }

  #refresh(): void {
    this.#changed.fire(undefined);
  }
}

function collapsibleState(node: ModelsNode): vscode.TreeItemCollapsibleState {
  if (childrenOf(node).length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.kind === 'group'
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}

/** The trio in memory; null when there is none. */
function loadedTrio(life: ServerLife): TrioStatus | null {
  if (life.kind !== 'up') return null;
  const { status } = life;
  return status.kind === 'ready' || status.kind === 'working' ? status.trio : null;
}
