import * as vscode from 'vscode';
import { l10n } from '../../l10n/l10n.ts';
import type { Models } from '../models.ts';
import { answering } from './answer.ts';

/** «Free the Memory of the Models». Where no server runs there is nothing to free, and none is started for it. */
export async function freeMemory(models: Models): Promise<void> {
  await answering(models, async () => {
    if (models.supervisor.isUp) await models.supervisor.request('trimix/models/unload', null);
    vscode.window.setStatusBarMessage(
      l10n.t('The memory of the models is free. They are loaded again when you write.'),
      5000,
    );
  });
}
