import { join } from 'node:path';
import * as vscode from 'vscode';
import { GhostText } from './completion/ghostText.ts';
import type { LanguageTag } from '../protocol/engineTypes.ts';
import { isDraft } from '../protocol/interfaceLanguages.ts';
import { DisposableList } from './disposables.ts';
import { DocumentLanguages } from './documentLanguage/documentLanguages.ts';
import { EditorSetUp } from './editorSetUp/editorSetUp.ts';
import { Inspector } from './inspector/inspector.ts';
import { errorInWords } from './explain.ts';
import { followSetting, l10n, shownLanguage } from './l10n/l10n.ts';
import { Models } from './models/models.ts';
import { ModelsView } from './modelsView/modelsView.ts';
import { Notices, type NoticeAction } from './notices.ts';
import { Pause } from './pause.ts';
import { ServerSupervisor } from './server/supervisor.ts';
import { serverSettings } from './settings/serverSettings.ts';
import { SettingsStore } from './settings/settingsStore.ts';
import { StatusItem } from './status/statusItem.ts';
import { TextPreview } from './textPreview/textPreview.ts';
import { Translation } from './translation/translation.ts';
import { UserChoices } from './userChoices.ts';
import { Walkthrough } from './walkthrough/walkthrough.ts';

/** Everything stateful of the extension, built once, in order, and let go of together. */
export class TriMixContext implements vscode.Disposable {
  readonly disposables = new DisposableList();
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly settings: SettingsStore;
  readonly pause: Pause;
  readonly notices: Notices;
  readonly ghostText: GhostText;
  readonly supervisor: ServerSupervisor;
  readonly documentLanguages: DocumentLanguages;
  readonly status: StatusItem;
  readonly inspector: Inspector;
  readonly textPreview: TextPreview;
  readonly translation: Translation;
  readonly models: Models;
  readonly editorSetUp: EditorSetUp;
  readonly walkthrough: Walkthrough;
  readonly modelsView: ModelsView;

  constructor(extension: vscode.ExtensionContext) {
    const { disposables } = this;
    const log = disposables.add(vscode.window.createOutputChannel('TriMix', { log: true }));
    const settings = disposables.add(new SettingsStore(log));
    disposables.add(followSetting(extension.extensionPath, settings, log));
    const pause = disposables.add(new Pause());
    const notices = new Notices(() => [{ title: l10n.t('Show the log'), run: () => log.show() }]);
    const ghostText = disposables.add(
      new GhostText({
        log,
        notices,
        wanted: () => settings.current['completion.enabled'] && !pause.paused,
        automatic: () => settings.current['completion.automatic'],
      }),
    );
    // Not a setting: a workspace must not choose where gigabytes are written.
    const store = join(extension.globalStorageUri.fsPath, 'models');
    const supervisor = disposables.add(
      new ServerSupervisor({
        serverFile: join(extension.extensionPath, 'dist', 'server.cjs'),
        log,
        settings: () => serverSettings(settings.current, store),
        nodePath: () => settings.current['server.nodePath'],
        middleware: { provideInlineCompletionItems: ghostText.provide },
      }),
    );
    const models = disposables.add(
      new Models({
        supervisor,
        settings,
        notices,
        log,
        secrets: extension.secrets,
        state: extension.globalState,
      }),
    );
    const states = { user: extension.globalState, workspace: extension.workspaceState };
    const documentLanguages = disposables.add(new DocumentLanguages(states));
    const status = disposables.add(
      new StatusItem(() => ({
        life: supervisor.life,
        paused: pause.paused,
        enabled: settings.current['completion.enabled'],
        job: models.jobs.running[0] ?? null,
        chosenLanguage: chosenLanguage(documentLanguages),
        draft: isDraft(shownLanguage()),
      })),
    );
    this.extensionUri = extension.extensionUri;
    this.log = log;
    this.settings = settings;
    this.pause = pause;
    this.notices = notices;
    this.ghostText = ghostText;
    this.supervisor = supervisor;
    this.models = models;
    this.documentLanguages = documentLanguages;
    this.status = status;
    this.inspector = disposables.add(new Inspector(supervisor, extension.extensionUri, log));
    this.textPreview = disposables.add(
      new TextPreview(ghostText, supervisor, documentLanguages, extension.extensionUri, log),
    );
    this.translation = disposables.add(new Translation(this, extension));
    const choices = disposables.add(new UserChoices(extension.globalState));
    this.editorSetUp = new EditorSetUp({
      notices,
      log,
      states,
      language: () => choices.language,
    });
    this.walkthrough = disposables.add(
      new Walkthrough({
        extensionId: extension.extension.id,
        interfaceLanguage: () => settings.current.interfaceLanguage,
        choices,
        source: models.service,
        notices,
        log,
        server: supervisor,
        onDidOfferCompletion: ghostText.onDidOffer,
      }),
    );
    this.modelsView = disposables.add(
      new ModelsView({ source: models.service, choices, server: supervisor, log }),
    );
    this.#connect();
  }

  /** Tells the user who asked for something that there is no server to do it. */
  sayServerIsDown(): void {
    this.notices.answer(this.#serverIsDown(), this.#restart());
  }

  /** Stops the server, then lets go of everything. */
  async shutDown(): Promise<void> {
    await this.supervisor.stop();
    this.dispose();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  #connect(): void {
    const { disposables, status, supervisor, settings, ghostText, notices, documentLanguages } = this;
    const tellLanguages = () =>
      void supervisor.tell('trimix/didChooseDocumentLanguages', documentLanguages.ofOpenDocuments);
    disposables.add(this.pause.onDidChange(() => status.update()));
    disposables.add(this.models.jobs.onDidChange(() => status.update()));
    disposables.add(vscode.window.onDidChangeActiveTextEditor(() => status.update()));
    disposables.add(supervisor.onDidGoUp(tellLanguages));
    disposables.add(
      documentLanguages.onDidChange(() => {
        status.update();
        tellLanguages();
      }),
    );
    disposables.add(
      supervisor.onDidChangeLife((life) => {
        status.update();
        if (life.kind === 'gave-up') notices.once('gave-up', this.#serverIsDown(), this.#restart());
        if (life.kind === 'up' && life.status.kind === 'failed')
          notices.once(life.status.code, errorInWords(l10n, life.status));
      }),
    );
    disposables.add(
      settings.onDidChange(({ before, after }) => {
        status.update();
        ghostText.forget();
        if (before['server.nodePath'] !== after['server.nodePath'] && supervisor.isUp)
          void supervisor.restart();
        else void supervisor.sendSettings();
      }),
    );
  }

  #serverIsDown(): string {
    const { life } = this.supervisor;
    const reason = life.kind === 'gave-up' ? life.reason : l10n.t('The log says why.');
    return `${l10n.t('The TriMix server is not running.')} ${reason}`;
  }

  #restart(): NoticeAction {
    return { title: l10n.t('Restart the server'), run: () => this.supervisor.restart() };
  }
}

/** What was chosen by hand for the document that is being written in. */
function chosenLanguage(documentLanguages: DocumentLanguages): LanguageTag | null {
  const document = vscode.window.activeTextEditor?.document;
  return document === undefined ? null : documentLanguages.of(document.uri);
}
