import * as vscode from 'vscode';
import type { TrioView } from '../../../protocol/models.ts';
import { l10n } from '../../l10n/l10n.ts';
import { trioOnDiskChoices } from '../choices.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { ask } from './ask.ts';

/** The trio on disk that a target names; asks where it names none. Null when there is none, or none was chosen. */
export async function askForTrio(
  { service }: Models,
  target: Pick<ModelsTarget, 'name' | 'directory'>,
  isPossible: (trio: TrioView) => boolean,
  { title, question }: { readonly title: string; readonly question: string },
): Promise<TrioView | null> {
  const trios = (await service.overview()).trios.filter(isPossible);
  const named = trios.find(({ name, directory }) => name === target.name || directory === target.directory);
  if (named !== undefined) return named;
  if (trios.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('No models are installed besides those that come with TriMix.'),
    );
    return null;
  }
  return (await ask(title, question, trioOnDiskChoices(l10n, trios))) ?? null;
}
