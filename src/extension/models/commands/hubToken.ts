import * as vscode from 'vscode';
import { l10n } from '../../l10n/l10n.ts';
import type { Models } from '../models.ts';
import { answering } from './answer.ts';

/** «Set Access Token of the Hub». */
export async function setHubToken(models: Models): Promise<void> {
  await answering(models, async () => {
    if ((await models.token.ask()) === null) return;
    void vscode.window.showInformationMessage(l10n.t('The access token is kept in the secret storage.'));
  });
}

/** «Forget Access Token of the Hub». */
export async function clearHubToken(models: Models): Promise<void> {
  await answering(models, async () => {
    void vscode.window.showInformationMessage(
      (await models.token.clear())
        ? l10n.t('The access token is forgotten.')
        : l10n.t('There was no access token.'),
    );
  });
}
