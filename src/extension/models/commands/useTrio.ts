import * as vscode from 'vscode';
import type { LanguageTag } from '../../../protocol/engineTypes.ts';
import { l10n } from '../../l10n/l10n.ts';
import { nameOf, ownNameOf } from '../../languages.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { answering } from './answer.ts';
import { ask } from './ask.ts';
import { askForTrio } from './askForTrio.ts';

/** «Use Models for a Language»: sets which trio writes a language. */
export async function useTrio(models: Models, target: ModelsTarget): Promise<void> {
  await answering(models, async () => {
    const title = l10n.t('TriMix: Use Models for a Language');
    const trio = await askForTrio(
      models,
      target,
      ({ languages }) => target.language === null || languages.includes(target.language),
      { title, question: l10n.t('Which models?') },
    );
    if (trio === null) return;
    const language =
      trio.languages.find((tag) => tag === target.language) ?? (await languageOf(trio.languages, title));
    if (language !== undefined) await useTrioFor(models, trio.name, language);
  });
}

/** Writes the choice into the user's settings; a workspace cannot make it. */
export async function useTrioFor(
  { settings, notices }: Models,
  name: string,
  language: LanguageTag,
): Promise<void> {
  const trios = { ...settings.current['models.trios'], [language]: name };
  await vscode.workspace
    .getConfiguration('trimix')
    .update('models.trios', trios, vscode.ConfigurationTarget.Global);
  if (settings.current['models.trioPath'] !== '')
    notices.advise(
      l10n.t(
        'The setting «trimix.models.trioPath» names a folder, which goes before this choice. Clear it to use {0}.',
        name,
      ),
    );
}

async function languageOf(
  languages: readonly LanguageTag[],
  title: string,
): Promise<LanguageTag | undefined> {
  if (languages.length === 1) return languages[0];
  return await ask(
    title,
    l10n.t('For which language?'),
    languages.map((tag) => ({ label: nameOf(l10n, tag), description: ownNameOf(tag), value: tag })),
  );
}
