import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LanguageTag } from '../../../protocol/engineTypes.ts';
import type { TrioView } from '../../../protocol/models.ts';
import { errorInWords } from '../../explain.ts';
import { l10n } from '../../l10n/l10n.ts';
import { nameOf } from '../../languages.ts';
import type { Choice } from '../choices.ts';
import type { Models } from '../models.ts';
import { fileSize } from '../quantities.ts';
import type { ModelsTarget } from '../target.ts';
import { answering } from './answer.ts';
import { ask } from './ask.ts';
import { askForTrio } from './askForTrio.ts';

/** «Remove Models»: deletes an installed trio, or one language of it. */
export async function removeTrio(models: Models, target: ModelsTarget): Promise<void> {
  await answering(models, async () => {
    if (await removedBroken(models, target)) return;
    const title = l10n.t('TriMix: Remove Models');
    const trio = await askForTrio(models, target, ({ kind }) => kind === 'installed', {
      title,
      question: l10n.t('Which models?'),
    });
    if (trio === null) return;
    const part = await partToRemove(trio, target, title);
    if (part === undefined || !(await isSure(trio, part))) return;
    try {
      await models.service.request('trimix/models/remove', { name: trio.name, language: part });
    } finally {
      models.service.refresh();
    }
  });
}

/** A folder that is no usable trio can only be named by its path. @returns whether the target is one */
async function removedBroken({ service }: Models, { directory }: ModelsTarget): Promise<boolean> {
  const broken = (await service.overview()).broken.find((entry) => entry.directory === directory);
  if (broken === undefined) return false;
  const name = basename(broken.directory);
  const remove = l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Remove the damaged models {0}?', name),
    { modal: true, detail: errorInWords(l10n, broken) },
    remove,
  );
  if (answer !== remove) return true;
  try {
    await service.request('trimix/models/remove', { name, language: null });
  } finally {
    service.refresh();
  }
  return true;
}

/** The language to remove; null for all of the trio, undefined for nothing. */
async function partToRemove(
  { languages }: TrioView,
  { language }: ModelsTarget,
  title: string,
): Promise<LanguageTag | null | undefined> {
  if (languages.length < 2) return null;
  if (language !== null && languages.includes(language)) return language;
  const choices: readonly Choice<LanguageTag | null>[] = [
    { label: l10n.t('All languages'), description: '', value: null },
    ...languages.map((tag) => ({
      label: nameOf(l10n, tag),
      description: l10n.t('only what this language needs'),
      value: tag,
    })),
  ];
  return await ask(title, l10n.t('Which part of these models?'), choices);
}

async function isSure({ title, bytes }: TrioView, language: LanguageTag | null): Promise<boolean> {
  const remove = l10n.t('Remove');
  const question =
    language === null
      ? l10n.t('Remove {0} ({1})?', title, fileSize(bytes))
      : l10n.t('Remove {0} from {1}?', nameOf(l10n, language), title);
  const detail = l10n.t('The files are deleted. To have them again, they must be downloaded again.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}
