import type { InstallProgress, LanguageTag } from '../../protocol/engineTypes.ts';
import type { CatalogueTrioView, Fit, MachineMemory } from '../../protocol/models.ts';
import { assertNever } from '../assertNever.ts';
import type { Localiser } from '../localiser.ts';
import { duration, fileSize, memorySize } from './quantities.ts';

/** Where a trio would run on this machine, in a few words. */
export function fitWords(l10n: Localiser, fit: Fit, memory: MachineMemory): string {
  switch (fit.kind) {
    case 'gpu':
      return memory.gpu === null
        ? l10n.t('runs on the graphics processor')
        : l10n.t('fits your graphics processor with {0}', memorySize(memory.gpu.total));
    case 'gpu-and-cpu':
      return l10n.t('runs on the graphics processor and the processor');
    case 'cpu':
      return l10n.t('runs on the processor, slowly when it is large');
    case 'reduced':
      return fit.models === 2
        ? l10n.t('only two of its three models fit into the memory')
        : l10n.t('only one of its three models fits into the memory');
    case 'too-large':
      return l10n.t(
        'needs {0} of memory; this machine has {1}',
        memorySize(fit.neededBytes),
        memorySize(fit.availableBytes),
      );
    default:
      return assertNever(fit);
  }
}

/** How far an installation is, in one line. */
export function progressWords(l10n: Localiser, progress: InstallProgress): string {
  const { repository, step, steps, done, total, bytesPerSecond, secondsLeft } = progress;
  const place = steps > 1 ? l10n.t('{0} of {1}: {2}', step, steps, repository) : repository;
  const amount = total > 0 ? l10n.t('{0} of {1}', fileSize(done), fileSize(total)) : null;
  const speed = bytesPerSecond === null ? null : l10n.t('{0}/s', fileSize(bytesPerSecond));
  const left = secondsLeft === null ? null : l10n.t('{0} left', duration(l10n, secondsLeft));
  return [stageWords(l10n, progress.stage), place, amount, speed, left]
    .filter((part) => part !== null)
    .join(' · ');
}

function stageWords(l10n: Localiser, stage: InstallProgress['stage']): string {
  switch (stage) {
    case 'checking':
      return l10n.t('Checking');
    case 'downloading':
      return l10n.t('Downloading');
    case 'converting':
      return l10n.t('Converting');
    case 'copying':
      return l10n.t('Copying');
    case 'measuring':
      return l10n.t('Measuring speed');
    default:
      return assertNever(stage);
  }
}

/** What the published models of a language can write; said plainly, since their script is not everybody's. */
export function publishedWords(l10n: Localiser, language: LanguageTag): string {
  switch (language) {
    case 'bo':
    case 'ug':
      return l10n.t('published models exist');
    case 'kk-Arab':
      return l10n.t('the published Kazakh models write Arabic script');
    case 'kk-Cyrl':
      return l10n.t('no models are published: those for Kazakh write Arabic script');
    case 'mn-Mong':
      return l10n.t('the published Mongolian models write traditional script');
    case 'mn-Cyrl':
      return l10n.t('no models are published: those for Mongolian write traditional script');
    default:
      return assertNever(language);
  }
}

/** The published translation quality of a trio; null where nothing is published. */
export function qualityWords(
  l10n: Localiser,
  { quality }: Pick<CatalogueTrioView, 'quality'>,
): string | null {
  const percent = (score: number): string => (100 * score).toFixed(1);
  const fused = quality.find(({ rule }) => rule === 'trimix');
  if (fused !== undefined) {
    const { fromEnglish, toEnglish } = fused;
    return l10n.t('chrF++ from English {0}, into English {1}', percent(fromEnglish), percent(toEnglish));
  }
  const alone = quality.find(({ rule }) => rule === 'single:small-cpt');
  if (alone === undefined) return null;
  return l10n.t(
    'chrF++ of its small model alone: from English {0}, into English {1}',
    percent(alone.fromEnglish),
    percent(alone.toEnglish),
  );
}

/** What stands in the way of using a trio, besides its size; empty where nothing does. */
export function termNotes(
  l10n: Localiser,
  { licences, gated, onlyIfOnHub }: Pick<CatalogueTrioView, 'licences' | 'gated' | 'onlyIfOnHub'>,
): readonly string[] {
  return [
    ...(licences.every(({ commercialUse }) => commercialUse) ? [] : [l10n.t('not for commercial use')]),
    ...(gated ? [l10n.t('needs an access token')] : []),
    ...(onlyIfOnHub ? [l10n.t('not certain to be published')] : []),
  ];
}

/** Names of a trio's licences, each once. */
export function licenceNames({ licences }: Pick<CatalogueTrioView, 'licences'>): string {
  return [...new Set(licences.map(({ name }) => name))].join(' + ');
}
