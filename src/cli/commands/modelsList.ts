import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import { defineCommand, print } from '../command.ts';
import { bundledTrios, openTrio } from '../models/bundledTrios.ts';
import { table } from '../table.ts';

const mebibyte = 1024 * 1024;

export const modelsListCommand = defineCommand({
  name: 'models list',
  summary: 'List the trios that come with the program',
  options: {},
  async run(values, io) {
    const trios = await Promise.all((await bundledTrios(io.packageRoot)).map(openTrio));
    const list = trios.map(({ directory, manifest, models }) => ({
      name: manifest.name,
      title: manifest.title,
      directory,
      languages: trioLanguages(manifest),
      experimental: manifest.experimental,
      models: models.map(({ name, folder }) => ({
        folder: name,
        precision: folder.manifest.quantisation.precision,
        bytes: folder.bytes,
        contextLength: folder.manifest.contextLength,
        ...folder.manifest.source,
      })),
    }));
    print(io, values.json, { trios: list }, () =>
      table(
        ['trio', 'MiB', 'precision', 'languages', 'title'],
        list.map(({ name, title, languages, models }) => [
          name,
          (models.reduce((sum, { bytes }) => sum + bytes, 0) / mebibyte).toFixed(1),
          [...new Set(models.map(({ precision }) => precision))].join('/'),
          languages.join(' '),
          title,
        ]),
      ),
    );
    return true;
  },
});
