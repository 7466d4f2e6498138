import { languageTags, type LanguageTag } from '../../engine/text/languages.ts';
import type { Catalogue, InstalledTrio, InstalledTrios } from '../../models/index.ts';
import type { ModelsOverview } from '../../protocol/models.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import { errorReport } from '../rpc/errorReport.ts';
import { catalogueTrioView } from './catalogueView.ts';
import { fitIn, installedSizes } from './fit.ts';
import type { Machine } from './machine.ts';
import { chosenTrio } from './trioChoice.ts';
import { trioView } from './trioView.ts';

/** What the overview is made from. */
export interface OverviewFacts {
  readonly store: string;
  readonly machine: Machine;
  readonly freeDiskBytes: number;
  readonly demo: InstalledTrio;
  readonly listing: InstalledTrios;
  readonly catalogue: Catalogue;
  readonly settings: Pick<ServerSettings, 'trioPath' | 'trios'>;
  /** Address of the hub. */
  readonly endpoint: string;
}

/** Everything a view of the models shows. */
export function modelsOverview(facts: OverviewFacts): ModelsOverview {
  const { store, machine, freeDiskBytes, demo, listing, catalogue, settings, endpoint } = facts;
  const { trios } = listing;
  const view = (trio: InstalledTrio, kind: 'bundled' | 'installed') =>
    trioView(trio, kind, fitIn(installedSizes(trio), machine));
  const writer = (language: LanguageTag): string =>
    chosenTrio(language, { settings, trios, demo: { ...demo, version: '' } }).name;
  return {
    store,
    memory: machine.memory,
    freeDiskBytes,
    trios: [view(demo, 'bundled'), ...trios.map((trio) => view(trio, 'installed'))],
    inUse: perLanguage(writer),
    unfinished: listing.unfinished,
    broken: listing.broken.map(({ directory, error }) => ({ directory, ...errorReport(error) })),
    catalogue: catalogue.trios.map((trio) =>
      catalogueTrioView(trio, { machine, installed: trios, endpoint }),
    ),
    qualityMeasure: catalogue.qualityMeasure,
  };
}

function perLanguage<Value>(of: (language: LanguageTag) => Value): Readonly<Record<LanguageTag, Value>> {
  const [bo, ug, kkArab, kkCyrl, mnMong, mnCyrl] = languageTags;
  return {
    [bo]: of(bo),
    [ug]: of(ug),
    [kkArab]: of(kkArab),
    [kkCyrl]: of(kkCyrl),
    [mnMong]: of(mnMong),
    [mnCyrl]: of(mnCyrl),
  };
}
