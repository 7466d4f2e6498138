import type { LanguageTag, Precision } from '../../protocol/engineTypes.ts';
import type { CatalogueTrioView, Fit, ModelsOverview, TrioView } from '../../protocol/models.ts';
import { languageTags, nameOf, ownNameOf } from '../languages.ts';
import type { Localiser } from '../localiser.ts';
import { fileSize } from './quantities.ts';
import { fitWords, publishedWords, qualityWords, licenceNames, termNotes } from './words.ts';

/** An entry of a list to choose from, as a quick pick shows it. */
export interface Choice<Value> {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  readonly value: Value;
}

/** The six languages; those that models are published for come first. */
export function languageChoices(l10n: Localiser, overview: ModelsOverview): readonly Choice<LanguageTag>[] {
  const { catalogue } = overview;
  const isPublished = (tag: LanguageTag): boolean => catalogue.some(({ language }) => language === tag);
  return languageTags
    .toSorted((one, other) => Number(isPublished(other)) - Number(isPublished(one)))
    .map((tag) => ({
      label: nameOf(l10n, tag),
      description: ownNameOf(tag),
      detail: `${publishedWords(l10n, tag)} · ${l10n.t('now written by {0}', writerOf(overview, tag))}`,
      value: tag,
    }));
}

/** Title of the trio that writes a language now; a folder of the user's own goes by its path. */
export function writerOf(
  { inUse, trios }: Pick<ModelsOverview, 'inUse' | 'trios'>,
  tag: LanguageTag,
): string {
  return trios.find(({ name }) => name === inUse[tag])?.title ?? inUse[tag];
}

/** The catalogue's trios of a language: those that run best here first, the best published quality before others. */
export function trioChoices(
  l10n: Localiser,
  { catalogue, memory }: ModelsOverview,
  language: LanguageTag,
): readonly Choice<CatalogueTrioView>[] {
  return catalogue
    .filter((trio) => trio.language === language)
    .toSorted((one, other) => rank(recommendedOf(one).fit) - rank(recommendedOf(other).fit))
    .map((trio) => {
      const { precision, fit, installed } = recommendedOf(trio);
      // A long detail is cut off where the list ends: what decides comes first, and beside the title.
      const notes = [
        ...(installed ? [l10n.t('installed')] : [l10n.t('{0} to download', fileSize(trio.downloadBytes))]),
        ...termNotes(l10n, trio),
      ];
      const facts = [
        `${precision}: ${fitWords(l10n, fit, memory)}`,
        qualityWords(l10n, trio),
        licenceNames(trio),
      ];
      return {
        label: trio.title,
        description: notes.join(' · '),
        detail: facts.filter((fact) => fact !== null).join(' · '),
        value: trio,
      };
    });
}

/** The precisions of a trio, the recommended one first. */
export function precisionChoices(
  l10n: Localiser,
  { memory }: ModelsOverview,
  trio: CatalogueTrioView,
): readonly Choice<Precision>[] {
  const isRecommended = ({ precision }: { readonly precision: Precision }): boolean =>
    precision === trio.recommended;
  return trio.precisions
    .toSorted((one, other) => Number(isRecommended(other)) - Number(isRecommended(one)))
    .map((view) => {
      const notes = [
        ...(isRecommended(view) ? [l10n.t('recommended')] : []),
        ...(view.installed ? [l10n.t('installed')] : []),
      ];
      return {
        label: view.precision,
        description: notes.join(', '),
        detail: [l10n.t('{0} on disk', fileSize(view.diskBytes)), fitWords(l10n, view.fit, memory)].join(
          ' · ',
        ),
        value: view.precision,
      };
    });
}

/** Trios on disk. */
export function trioOnDiskChoices(l10n: Localiser, trios: readonly TrioView[]): readonly Choice<TrioView>[] {
  return trios.map((trio) => ({
    label: trio.title,
    description: trio.name,
    detail: [fileSize(trio.bytes), trio.languages.map((tag) => nameOf(l10n, tag)).join(', ')].join(' · '),
    value: trio,
  }));
}

/** Installations that were interrupted. */
export function unfinishedChoices(
  l10n: Localiser,
  { unfinished, catalogue }: ModelsOverview,
): readonly Choice<ModelsOverview['unfinished'][number]>[] {
  return unfinished.map((entry) => ({
    label: catalogue.find(({ id }) => id === entry.trio)?.title ?? entry.trio,
    description: `${entry.trio}, ${entry.precision}`,
    detail: l10n.t('{0} are there', fileSize(entry.bytes)),
    value: entry,
  }));
}

function recommendedOf({ precisions, recommended }: CatalogueTrioView) {
  const view = precisions.find(({ precision }) => precision === recommended) ?? precisions[0];
  if (view === undefined) throw new Error('a trio of the catalogue has no precision');
  return view;
}

const order: Readonly<Record<Fit['kind'], number>> = {
  gpu: 0,
  'gpu-and-cpu': 1,
  cpu: 2,
  reduced: 3,
  'too-large': 4,
};

function rank(fit: Fit): number {
  return order[fit.kind];
}
