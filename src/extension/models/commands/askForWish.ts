import * as vscode from 'vscode';
import type { LanguageTag, Precision } from '../../../protocol/engineTypes.ts';
import type { CatalogueTrioView } from '../../../protocol/models.ts';
import { l10n } from '../../l10n/l10n.ts';
import { nameOf } from '../../languages.ts';
import { languageChoices, precisionChoices, trioChoices } from '../choices.ts';
import type { Models } from '../models.ts';
import type { ModelsTarget } from '../target.ts';
import { ask } from './ask.ts';

/** What the user wants to have. */
export interface Wish {
  readonly trio: CatalogueTrioView;
  readonly precision: Precision;
}

/** The trio and precision that a target names; asks for what it leaves open. Null when the user gave up. */
export async function askForWish({ service }: Models, target: ModelsTarget): Promise<Wish | null> {
  const title = l10n.t('TriMix: Install Models');
  const overview = await service.overview();
  let trio = overview.catalogue.find(({ id }) => id === target.trio);
  if (trio === undefined) {
    const language =
      target.language ??
      (await ask(
        title,
        l10n.t('In which language and script do you write?'),
        languageChoices(l10n, overview),
      ));
    if (language === undefined) return null;
    const choices = trioChoices(l10n, overview, language);
    if (choices.length === 0) {
      sayNothingIsPublished(language);
      return null;
    }
    trio = await ask(title, l10n.t('Which models? Larger ones write better and need more memory.'), choices);
  }
  if (trio === undefined) return null;
  const precision =
    trio.precisions.find((view) => view.precision === target.precision)?.precision ??
    (await ask(
      title,
      l10n.t('In which precision? A lower one is smaller and faster, a higher one closer to the original.'),
      precisionChoices(l10n, overview, trio),
    ));
  return precision === undefined ? null : { trio, precision };
}

function sayNothingIsPublished(language: LanguageTag): void {
  void vscode.window.showInformationMessage(
    l10n.t(
      'No models are published for {0} yet. The demonstration models that come with TriMix write it at once, for trying.',
      nameOf(l10n, language),
    ),
  );
}
