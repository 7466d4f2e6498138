import * as vscode from 'vscode';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import type { ModelsOverview } from '../../protocol/models.ts';
import { DisposableList } from '../disposables.ts';
import { messageOf } from '../errors.ts';
import { explain } from '../explain.ts';
import { l10n } from '../l10n/l10n.ts';
import { isPublished, nameOf } from '../languages.ts';
import type { ModelsSource } from '../modelsView/modelsSource.ts';
import type { Notices } from '../notices.ts';
import type { ServerSupervisor } from '../server/supervisor.ts';
import type { UserChoices } from '../userChoices.ts';
import { askForLanguage } from './languagePicker.ts';
import { openings } from './openings.ts';
import { walkthroughId } from './walkthroughId.ts';
import { askForTrio } from './trioPicker.ts';
import { setContext } from '../setContext.ts';

export interface WalkthroughOptions {
  /** The extension's own id, in which the manifest's walkthrough is found. */
  readonly extensionId: string;
  /** The setting: the manifest has a walkthrough for each draft, shown by its value. */
  readonly interfaceLanguage: () => string;
  readonly choices: UserChoices;
  readonly source: ModelsSource;
  readonly notices: Notices;
  readonly log: vscode.LogOutputChannel;
  readonly server: Pick<ServerSupervisor, 'start' | 'isUp'>;
  /** The editor was given a ghost text that a model wrote. */
  readonly onDidOfferCompletion: vscode.Event<undefined>;
}

/** What the steps of the walkthrough do, and the context keys that tick them off. */
export class Walkthrough implements vscode.Disposable {
  readonly #options: WalkthroughOptions;
  readonly #disposables = new DisposableList();

  constructor(options: WalkthroughOptions) {
    this.#options = options;
    const first = this.#disposables.add(
      options.onDidOfferCompletion(() => {
        first.dispose();
        void setContext('ghostTextShown', true);
      }),
    );
    this.#disposables.add(
      options.source.onDidChange(() => {
        // No server is started to tick off a step.
        if (options.server.isUp) void this.#lookForInstalled();
      }),
    );
  }

  async open(): Promise<void> {
    const { extensionId, interfaceLanguage } = this.#options;
    const walkthrough = `${extensionId}#${walkthroughId(interfaceLanguage())}`;
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
  }

  async chooseLanguage(): Promise<void> {
    await askForLanguage(this.#options.choices);
  }

  async chooseTrio(): Promise<void> {
    await this.#trio('ask');
  }

  /** Installs what was chosen; asks for what was not chosen yet. */
  async installChosenTrio(): Promise<void> {
    const id = await this.#trio('remembered');
    if (id === null) return;
    await vscode.commands.executeCommand('trimix.installTrio', id);
    await this.#lookForInstalled();
  }

  /** Opens a new document with a few words in the user's language and asks for a completion. */
  async tryWriting(): Promise<void> {
    const { choices, server } = this.#options;
    const language = choices.language ?? (await askForLanguage(choices));
    if (language === null) return;
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: openings[language],
    });
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const end = document.positionAt(document.getText().length);
    editor.selection = new vscode.Selection(end, end);
    editor.revealRange(new vscode.Range(end, end));
    if (await server.start()) await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #trio(how: 'ask' | 'remembered'): Promise<string | null> {
    const { choices, source, notices, log } = this.#options;
    const language = choices.language ?? (await askForLanguage(choices));
    if (language === null) return null;
    if (!isPublished(language)) {
      this.#sayNonePublished(language);
      return null;
    }
    if (how === 'remembered' && choices.trio !== null) return choices.trio;
    try {
      return await askForTrio(choices, language, () => source.overview());
    } catch (error) {
      log.error(`The models cannot be listed: ${messageOf(error)}`);
      notices.answer(explain(l10n, error));
      return null;
    }
  }

  #sayNonePublished(language: LanguageTag): void {
    const tryIt = l10n.t('Try the demo');
    const message = l10n.t(
      'No models are published for {0}: those for Kazakh write Arabic script, those for Mongolian traditional script. The demo writes it, for trying.',
      nameOf(l10n, language),
    );
    void vscode.window.showInformationMessage(message, tryIt).then(async (answer) => {
      if (answer === tryIt) await this.tryWriting();
    });
  }

  async #lookForInstalled(): Promise<void> {
    const { source, log } = this.#options;
    try {
      await setContext('trioInstalled', hasInstalled(await source.overview()));
    } catch (error) {
      log.debug(`Whether models are installed is not known: ${messageOf(error)}`);
    }
  }
}

function hasInstalled({ trios }: ModelsOverview): boolean {
  return trios.some(({ kind }) => kind === 'installed');
}
