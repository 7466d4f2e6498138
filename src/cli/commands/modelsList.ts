import path from 'node:path';
import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import { describeTrio, licenceName, listStore, readCatalogue, type TrioListing } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import { bundledTrios, openTrio } from '../models/bundledTrios.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { formatBytes } from '../quantities.ts';
import { table } from '../table.ts';

const mebibyte = 1024 * 1024;

export const modelsListCommand = defineCommand({
  name: 'models list',
  summary: 'List the trios that come with the program and the installed checkpoints',
  options: {
    ...storeOptions,
    catalogue: { type: 'boolean', about: 'list also what can be installed' },
  },
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
        precision: folder.description.quantisation.precision,
        bytes: folder.bytes,
        contextLength: folder.description.contextLength,
        ...folder.description.source,
      })),
    }));
    const store = storeFolder(values);
    const { checkpoints, broken, partial } = await listStore(store);
    const installed = checkpoints.map(({ name, directory, bytes, manifest }) => ({
      name,
      directory,
      bytes,
      source: manifest.source,
      licence: manifest.licence,
      date: manifest.date,
    }));
    const catalogue = values.catalogue === true ? await catalogueTrios(io.packageRoot) : undefined;
    const result = { trios: list, store, checkpoints: installed, broken, partial };
    print(io, values.json, catalogue === undefined ? result : { ...result, catalogue }, () =>
      [
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
        ...section(
          `Checkpoints in ${store}`,
          ['checkpoint', 'size', 'licence', 'revision'],
          installed.map(({ name, bytes, licence, source }) => [
            name,
            formatBytes(bytes),
            licenceName(licence),
            source.kind === 'hub' ? source.commit.slice(0, 12) : source.path,
          ]),
        ),
        ...section(
          'Unfinished: install again to go on',
          ['checkpoint', 'there'],
          partial.map(({ name, bytes }) => [name, formatBytes(bytes)]),
        ),
        ...section(
          'Damaged: remove or install again',
          ['folder', 'reason'],
          broken.map(({ directory, reason }) => [directory, reason]),
        ),
        ...(catalogue === undefined ? [] : catalogueSection(catalogue)),
      ].join('\n'),
    );
    return true;
  },
});

async function catalogueTrios(packageRoot: string): Promise<readonly TrioListing[]> {
  return (await readCatalogue(path.join(packageRoot, 'models'))).trios.map(describeTrio);
}

function catalogueSection(trios: readonly TrioListing[]): readonly string[] {
  return section(
    'Can be installed (sizes of three models; disk and memory in int4)',
    ['trio', 'written', 'download', 'disk', 'memory', 'remarks'],
    trios.map((trio) => [
      trio.id,
      trio.language,
      formatBytes(trio.downloadBytes),
      formatBytes(trio.diskBytes.int4),
      formatBytes(trio.memoryBytes.int4),
      remarks(trio).join(', '),
    ]),
  );
}

function remarks({ gated, onlyIfOnHub, commercialUse, models }: TrioListing): readonly string[] {
  return [
    [...new Set(Object.values(models).map(({ licence }) => licence.name))].join(' + '),
    ...(gated ? ['needs an access token'] : []),
    ...(onlyIfOnHub ? ['only if the hub has it'] : []),
    ...(commercialUse ? [] : ['not for commercial use']),
  ];
}

/** A titled table; nothing where there are no rows. */
function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  return rows.length === 0 ? [] : [`${title}\n${table(head, rows)}`];
}
