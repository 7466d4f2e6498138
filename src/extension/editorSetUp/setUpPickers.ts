import * as vscode from 'vscode';
import type { LanguageTag } from '../../protocol/engineTypes.ts';
import { l10n } from '../l10n/l10n.ts';
import { languageTags, nameOf, ownNameOf } from '../languages.ts';
import { settingAt } from './places.ts';
import type { Proposal } from './proposals.ts';
import { reasonFor, valueText } from './words.ts';
import type { Place } from './writtenSettings.ts';

/** Asks for which language the editor is to be set up, the user's own first; null when the user chose none. */
export async function askForSetUpLanguage(own: LanguageTag | null): Promise<LanguageTag | null> {
  const tags = own === null ? languageTags : [own, ...languageTags.filter((tag) => tag !== own)];
  const entries = tags.map((tag) => ({ label: ownNameOf(tag), description: nameOf(l10n, tag), tag }));
  const chosen = await vscode.window.showQuickPick(entries, {
    title: l10n.t('TriMix: Set Up the Editor'),
    placeHolder: l10n.t('For which language? Nothing is changed yet.'),
    matchOnDescription: true,
  });
  return chosen?.tag ?? null;
}

/** Asks where the settings are to be written; null when the user chose nowhere. */
export async function askForPlace(): Promise<Place | null> {
  const { workspace, window } = vscode;
  const languageId = window.activeTextEditor?.document.languageId;
  const everywhere: Place = { target: 'user', languageId: null };
  const entries: (vscode.QuickPickItem & { readonly place: Place })[] = [
    { label: l10n.t('Everywhere'), description: l10n.t('user settings'), place: everywhere },
  ];
  if (languageId !== undefined)
    entries.push({
      label: l10n.t('Only in documents of this kind'),
      description: l10n.t('user settings for {0}', languageId),
      place: { target: 'user', languageId },
    });
  if (workspace.workspaceFolders !== undefined)
    entries.push({
      label: l10n.t('Only in this workspace'),
      description: l10n.t('workspace settings'),
      place: { target: 'workspace', languageId: null },
    });
  const chosen = await window.showQuickPick(entries, {
    title: l10n.t('TriMix: Set Up the Editor'),
    placeHolder: l10n.t('Where? Nothing is changed yet.'),
  });
  return chosen?.place ?? null;
}

/** Shows what would be written, and takes what the user leaves ticked; null when the user gave up. */
export async function askForConsent(
  tag: LanguageTag,
  place: Place,
  proposals: readonly Proposal[],
): Promise<readonly Proposal[] | null> {
  const entries = proposals.map((proposal) => {
    const now = settingAt(proposal.key, place);
    return {
      label: proposal.key,
      description: reasonFor(l10n, proposal.key),
      detail: l10n.t(
        '{0}, now {1}',
        valueText(l10n, proposal.value),
        valueText(l10n, now.set ? now.value : undefined),
      ),
      picked: true,
      proposal,
    };
  });
  const chosen = await vscode.window.showQuickPick(entries, {
    title: l10n.t('TriMix: Set Up the Editor for {0}', nameOf(l10n, tag)),
    placeHolder: l10n.t('OK writes what is ticked. It can be undone at any time.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return chosen?.map(({ proposal }) => proposal) ?? null;
}
