import type { TrioManifest } from '../../engine/trio/trioManifest.ts';
import type { CatalogueTrio } from '../catalogue/catalogue.ts';
import type { Precision } from '../convert/precision.ts';
import type { TrioRole } from './trioFolders.ts';
import { trioName, trioTitle } from './trioName.ts';

/** The pair that the paper's scripts choose nearly everywhere (Zhang et al., ACL 2026). */
export const usualWeights = { alpha: 0.1, beta: 0.9 } as const;

/**
 * What trio.json says once a trio of the catalogue is installed.
 *
 * @param present the description of the trio that it becomes part of; null where there is none
 * @param folders of its three models
 */
export function installedManifest(
  trio: CatalogueTrio,
  precision: Precision,
  present: TrioManifest | null,
  folders: Readonly<Record<TrioRole, string>>,
): TrioManifest {
  const { language, weights } = trio;
  const { completion, toEnglish, fromEnglish } = weights;
  const recommended = {
    ...(completion === null ? {} : { completion }),
    ...(toEnglish === null ? {} : { from: toEnglish }),
    ...(fromEnglish === null ? {} : { into: fromEnglish }),
  };
  const smallCpt = { ...present?.sources.smallCpt, [language]: folders.smallCpt };
  const sources = { largeIns: folders.largeIns, smallBase: folders.smallBase, smallCpt };
  const byLanguage = { ...present?.recommendedWeights.byLanguage, [language]: recommended };
  if (present !== null) {
    return {
      ...present,
      sources,
      recommendedWeights: { ...present.recommendedWeights, byLanguage },
    };
  }
  return {
    format: 1,
    name: trioName(trio.id, precision),
    title: `${trioTitle(trio)}, ${precision}`,
    experimental: [],
    sources,
    recommendedWeights: { completion: usualWeights, translation: usualWeights, byLanguage },
  };
}
