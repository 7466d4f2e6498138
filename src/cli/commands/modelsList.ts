import path from 'node:path';
import { cpuRuntimeReport } from '../../engine/index.ts';
import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import {
  describeTrio,
  licenceName,
  listStore,
  listTrios,
  openTrio,
  readCatalogue,
  type InstalledTrio,
  type TrioListing,
} from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import type { Io } from '../io.ts';
import { bundledTrios } from '../models/bundledTrios.ts';
import { rememberedSpeeds, speedLine } from '../models/speeds.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { formatBytes } from '../quantities.ts';
import { table } from '../table.ts';

export const modelsListCommand = defineCommand({
  name: 'models list',
  summary:
    'List the bundled and the installed trios, installed checkpoints, and what is unfinished or damaged',
  options: {
    ...storeOptions,
    catalogue: { type: 'boolean', about: 'list also what can be installed' },
  },
  async run(values, io) {
    const store = storeFolder(values);
    const bundled = await Promise.all((await bundledTrios(io.packageRoot)).map(openTrio));
    const { trios: installedTrios, unfinished, broken: brokenTrios } = await listTrios(store);
    const trios = await Promise.all([
      ...bundled.map((trio) => describe(trio, 'bundled', io)),
      ...installedTrios.map((trio) => describe(trio, 'installed', io)),
    ]);
    const { checkpoints, broken: brokenCheckpoints, partial } = await listStore(store);
    const broken = [
      ...brokenTrios.map(({ directory, error }) => ({ directory, reason: error.message })),
      ...brokenCheckpoints,
    ];
    const installed = checkpoints.map(({ name, directory, bytes, manifest }) => ({
      name,
      directory,
      bytes,
      source: manifest.source,
      licence: manifest.licence,
      date: manifest.date,
    }));
    const catalogue = values.catalogue === true ? await catalogueTrios(io.packageRoot) : undefined;
    const result = { trios, store, checkpoints: installed, unfinished, broken, partial };
    print(io, values.json, catalogue === undefined ? result : { ...result, catalogue }, () =>
      [
        table(
          ['trio', 'size', 'precision', 'languages', 'title'],
          trios.map(({ name, title, bytes, languages, models }) => [
            name,
            formatBytes(bytes),
            [...new Set(models.map(({ precision }) => precision))].join('/'),
            languages.join(' '),
            title,
          ]),
        ),
        ...section(
          'Measured',
          ['trio', 'model', 'speed'],
          trios.flatMap(({ name, models }) =>
            models.flatMap(({ folder, speeds }) => speeds.map((speed) => [name, folder, speedLine(speed)])),
          ),
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
          ['what', 'there'],
          [
            ...unfinished.map(({ trio, precision, bytes }) => [`${trio}, ${precision}`, formatBytes(bytes)]),
            ...partial.map(({ name, bytes }) => [name, formatBytes(bytes)]),
          ],
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

async function describe(
  { name, directory, bytes, manifest, models }: InstalledTrio,
  kind: 'bundled' | 'installed',
  io: Io,
) {
  return {
    name,
    kind,
    title: manifest.title,
    directory,
    bytes,
    languages: trioLanguages(manifest),
    experimental: manifest.experimental,
    models: await Promise.all(
      models.map(async (model) => ({
        folder: model.folder,
        precision: model.description.quantisation.precision,
        bytes: model.bytes,
        contextLength: model.description.contextLength,
        ...model.description.source,
        speeds: await rememberedSpeeds(directory, model, io),
      })),
    ),
  };
}

async function catalogueTrios(packageRoot: string): Promise<readonly TrioListing[]> {
  const { runtime } = await cpuRuntimeReport();
  const { trios } = await readCatalogue(path.join(packageRoot, 'models'));
  return trios.map((trio) => describeTrio(trio, runtime));
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
