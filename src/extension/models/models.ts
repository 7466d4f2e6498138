import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';
import { DisposableList } from '../disposables.ts';
import type { Notices } from '../notices.ts';
import type { ServerSupervisor } from '../server/supervisor.ts';
import type { SettingsStore } from '../settings/settingsStore.ts';
import { AgreementMemory } from './agreementMemory.ts';
import { HubToken } from './hubToken.ts';
import { ModelJobs } from './modelJobs.ts';
import { ModelsService } from './modelsService.ts';

interface Surroundings {
  readonly supervisor: ServerSupervisor;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly log: vscode.LogOutputChannel;
  readonly secrets: vscode.SecretStorage;
  readonly state: vscode.Memento;
}

/** Everything about models that lasts as long as the extension; the commands work with it. */
export class Models implements vscode.Disposable {
  readonly #disposables = new DisposableList();
  readonly supervisor: ServerSupervisor;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly log: vscode.LogOutputChannel;
  readonly service: ModelsService;
  readonly jobs: ModelJobs;
  readonly token: HubToken;
  readonly agreements: AgreementMemory;

  constructor({ supervisor, settings, notices, log, secrets, state }: Surroundings) {
    this.supervisor = supervisor;
    this.settings = settings;
    this.notices = notices;
    this.log = log;
    this.service = this.#disposables.add(new ModelsService(supervisor, log));
    this.jobs = this.#disposables.add(new ModelJobs(supervisor.events));
    this.token = new HubToken(secrets, () => settings.current['models.hubEndpoint']);
    this.agreements = new AgreementMemory(state);
    this.#disposables.add(
      settings.onDidChange(({ before, after }) => {
        // Which trio writes what, and what fits, depends on these.
        const names = [
          'models.trios',
          'models.trioPath',
          'models.gpuMemory',
          'models.executionProvider',
          'models.hubEndpoint',
        ] as const;
        if (!names.every((name) => isDeepStrictEqual(before[name], after[name]))) this.service.refresh();
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
