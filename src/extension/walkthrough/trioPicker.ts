import * as vscode from 'vscode';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import type { ModelsOverview } from '../../protocol/models.ts';
import { l10n } from '../l10n/l10n.ts';
import { nameOf } from '../languages.ts';
import { trioChoices } from '../models/choices.ts';
import type { UserChoices } from '../userChoices.ts';

/**
 * Asks which of the published trios the user wants for a language, and remembers it. Installs nothing.
 *
 * @returns the id in the catalogue; null when the user chose none
 */
export async function askForTrio(
  choices: UserChoices,
  language: LanguageTag,
  overview: () => Promise<ModelsOverview>,
): Promise<string | null> {
  // The picker opens at once and shows that it waits: the server may have to be started first.
  const entries = overview().then((known) =>
    trioChoices(l10n, known, language).map((entry) =>
      entry.value.id === choices.trio
        ? {
            ...entry,
            description: [entry.description, l10n.t('chosen')].filter((word) => word !== '').join(', '),
          }
        : entry,
    ),
  );
  const chosen = await vscode.window.showQuickPick(entries, {
    title: l10n.t('TriMix: Choose Models for {0}', nameOf(l10n, language)),
    placeHolder: l10n.t('Nothing is downloaded yet.'),
    matchOnDetail: true,
  });
  if (chosen === undefined) return null;
  await choices.chooseTrio(chosen.value);
  vscode.window.setStatusBarMessage(l10n.t('TriMix: {0} is chosen', chosen.value.title), 5000);
  return chosen.value.id;
}
