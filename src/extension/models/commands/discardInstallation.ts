import * as vscode from 'vscode';
import { l10n } from '../../l10n/l10n.ts';
import { unfinishedChoices } from '../choices.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { answering } from './answer.ts';
import { ask } from './ask.ts';

/** «Discard Unfinished Installation»: frees what an interrupted installation has left. */
export async function discardInstallation(models: Models, target: ModelsTarget): Promise<void> {
  await answering(models, async () => {
    const overview = await models.service.overview();
    if (overview.unfinished.length === 0) {
      void vscode.window.showInformationMessage(l10n.t('No installation is unfinished.'));
      return;
    }
    const known = overview.unfinished.find(
      ({ trio, precision }) => trio === target.trio && precision === (target.precision ?? precision),
    );
    const chosen =
      known ??
      (await ask(
        l10n.t('TriMix: Discard Unfinished Installation'),
        l10n.t('Which one? What was downloaded of it is deleted.'),
        unfinishedChoices(l10n, overview),
      ));
    if (chosen === undefined) return;
    const { trio, precision } = chosen;
    try {
      await models.service.request('trimix/models/discard', { trio, precision });
    } finally {
      models.service.refresh();
    }
  });
}
