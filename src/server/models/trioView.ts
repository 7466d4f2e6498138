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
      const { source, quantisation } = model.manifest;
      return {
        folder: model.folder,
        source: source.repository,
        revision: source.revision,
        licence: source.licence,
        precision: quantisation.precision,
        bytes: model.bytes,
      };
    }),
  };
}
