import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import type { InstalledTrio } from '../../models/index.ts';
import type { Fit, TrioView } from '../../protocol/models.ts';

/** A trio on disk as views show it. */
export function trioView(
  { name, directory, bytes, manifest, models }: InstalledTrio,
  kind: TrioView['kind'],
  fit: Fit,
): TrioView {
  return {
    name,
    title: manifest.title,
    directory,
    kind,
    languages: trioLanguages(manifest),
    experimental: manifest.experimental,
    bytes,
    fit,
    models: models.map((model) => {
      const { source, quantisation } = model.description;
      return {
        folder: model.folder,
        source: model.origin?.repository ?? source.repository,
        revision: model.origin?.commit ?? source.revision,
        licence: model.origin?.licence.name ?? source.licence,
        precision: quantisation.precision,
        bytes: model.bytes,
      };
    }),
  };
}
