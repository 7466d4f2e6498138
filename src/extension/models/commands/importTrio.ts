import * as vscode from 'vscode';
import { l10n } from '../../l10n/l10n.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { answering } from './answer.ts';

/** «Import Models from a Folder»: takes a trio that was made elsewhere into the store, without network. */
export async function importTrio(models: Models, target: ModelsTarget): Promise<void> {
  await answering(models, async () => {
    const directory = target.directory ?? (await askForFolder(models));
    if (directory === null) return;
    try {
      const { name } = await models.jobs.run(
        {
          kind: 'import',
          title: directory,
          notification: l10n.t('TriMix imports models from {0}', directory),
        },
        (job, cancellation) =>
          models.service.request('trimix/models/import', { directory, job }, cancellation),
      );
      void vscode.window.showInformationMessage(l10n.t('The models {0} are imported.', name));
    } finally {
      models.service.refresh();
    }
  });
}

async function askForFolder({ notices }: Models): Promise<string | null> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('TriMix: Import Models'),
      openLabel: l10n.t('Import'),
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
    })) ?? [];
  if (folder === undefined) return null;
  if (folder.scheme === 'file') return folder.fsPath;
  notices.advise(
    l10n.t('This folder is not on a disk of the machine that TriMix runs on. Choose another one.'),
  );
  return null;
}
