import type { InstallOffer } from '../../protocol/engineTypes.ts';
import type { CatalogueTrioView } from '../../protocol/models.ts';
import type { Localiser } from '../localiser.ts';
import { fileSize } from './quantities.ts';

type CheckpointOffer = InstallOffer['checkpoints'][number];

/** The licences that were agreed to, as they are remembered: a repository with what its licence is called. */
export function agreementKey({ repository, licence }: CheckpointOffer): string {
  return JSON.stringify([repository, licence.id, licence.name, licence.url]);
}

/** The checkpoints of an offer whose licence was not agreed to yet. */
export function openAgreements(
  { checkpoints }: InstallOffer,
  agreed: readonly string[],
): readonly CheckpointOffer[] {
  return checkpoints.filter((checkpoint) => !agreed.includes(agreementKey(checkpoint)));
}

/** Reads what was remembered; anything else than a list of texts counts as nothing agreed to. */
export function readAgreements(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** A licence's name in a few words. */
export function licenceName(l10n: Localiser, { id, name }: CheckpointOffer['licence']): string {
  // «other» is the hub's word for a licence whose name stands beside it.
  return (id === 'other' ? name : (name ?? id)) ?? l10n.t('no licence stated');
}

/** Web addresses of the licences, each once. */
export function licencePages(checkpoints: readonly CheckpointOffer[]): readonly string[] {
  return [
    ...new Set(
      checkpoints.flatMap(({ licence: { url } }) =>
        url !== null && URL.canParse(url) && new URL(url).protocol === 'https:' ? [url] : [],
      ),
    ),
  ];
}

/** The question before an installation: what it brings, and under which licences. */
export function agreementDetail(
  l10n: Localiser,
  offer: InstallOffer,
  checkpoints: readonly CheckpointOffer[],
): string {
  const lines = checkpoints.map(({ repository, licence, commercialUse, downloadBytes }) => {
    const name = licenceName(l10n, licence);
    const warning = commercialUse === false ? ` ${l10n.t('(no commercial use)')}` : '';
    const page = licence.url === null ? '' : `\n   ${licence.url}`;
    return `• ${repository} (${fileSize(downloadBytes)}): ${name}${warning}${page}`;
  });
  const isNonCommercial = checkpoints.some(({ commercialUse }) => commercialUse === false);
  return [
    lines.join('\n'),
    l10n.t(
      'Download: {0}. On disk afterwards: {1}; while installing: {2}.',
      fileSize(offer.downloadBytes),
      fileSize(offer.diskBytes),
      fileSize(offer.peakDiskBytes),
    ),
    ...(isNonCommercial
      ? [l10n.t('A licence here forbids commercial use: do not use these models for paid work.')]
      : []),
  ].join('\n\n');
}

/** The heading of that question. */
export function agreementQuestion(l10n: Localiser, { title }: Pick<CatalogueTrioView, 'title'>): string {
  return l10n.t('Install {0} and agree to the licences of its models?', title);
}
