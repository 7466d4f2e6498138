import * as vscode from 'vscode';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import { l10n } from '../l10n/l10n.ts';
import { isPublished, languageTags, nameOf, ownNameOf } from '../languages.ts';
import type { UserChoices } from '../userChoices.ts';

/**
 * Asks which language the user writes, and remembers it.
 *
 * @returns null when the user chose none
 */
export async function askForLanguage(choices: UserChoices): Promise<LanguageTag | null> {
  const now = choices.language;
  const entries = languageTags.map((tag) => ({
    label: ownNameOf(tag),
    description: tag === now ? l10n.t('{0} (chosen)', nameOf(l10n, tag)) : nameOf(l10n, tag),
    detail: isPublished(tag)
      ? l10n.t('Models for this script can be installed; the demo writes it at once.')
      : l10n.t('No models for this script are published: only the demo writes it.'),
    tag,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    title: l10n.t('TriMix: Choose Your Language'),
    placeHolder: l10n.t('Which language do you write? All six can be written at any time.'),
    matchOnDescription: true,
  });
  if (chosen === undefined) return null;
  await choices.chooseLanguage(chosen.tag);
  vscode.window.setStatusBarMessage(l10n.t('TriMix: {0} is chosen', nameOf(l10n, chosen.tag)), 5000);
  return chosen.tag;
}
