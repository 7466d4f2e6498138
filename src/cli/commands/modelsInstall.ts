import path from 'node:path';
import { installCheckpoint, licenceName, readCatalogue, type DownloadOffer } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { readText, type Io } from '../io.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { transferProgress } from '../progress.ts';
import { formatBytes } from '../quantities.ts';

export const modelsInstallCommand = defineCommand({
  name: 'models install',
  summary: 'Download a checkpoint from the hub; doing so means agreeing to its licence, which is shown first',
  positionals: ['REPOSITORY'],
  options: {
    ...storeOptions,
    revision: { type: 'string', value: 'R', about: 'branch, tag or commit (default main)' },
    endpoint: { type: 'string', value: 'URL', about: 'the hub, or a mirror of it' },
    'token-file': {
      type: 'string',
      value: 'F',
      about: 'file with an access token, for gated checkpoints; - for standard input',
    },
  },
  async run(values, io, [repository]) {
    if (repository === undefined) throw new UsageError('REPOSITORY is missing');
    const tokenFile = values['token-file'];
    const token = tokenFile === undefined ? undefined : (await readText(tokenFile, io)).trim();
    const line = transferProgress(io);
    const { checkpoint, isNew } = await installCheckpoint({
      store: storeFolder(values),
      repository,
      revision: values.revision,
      endpoint: values.endpoint,
      token,
      agree: (offer) => showLicence(offer, io),
      onProgress: line.at,
      signal: io.signal,
    }).finally(line.end);
    const { name, directory, bytes, manifest } = checkpoint;
    print(io, values.json, { directory, bytes, isNew, ...manifest }, () =>
      isNew
        ? `${name} is installed in ${directory} (${formatBytes(bytes)})\n`
        : `${name} was installed already in ${directory}; nothing was downloaded\n`,
    );
    return true;
  },
});

/** Calling the command was the agreement; here is what it was to, with the catalogue's fuller name where it has one. */
async function showLicence({ repository, licence, bytes }: DownloadOffer, io: Io): Promise<boolean> {
  const { checkpoints } = await readCatalogue(path.join(io.packageRoot, 'models'));
  const known = checkpoints.find((checkpoint) => checkpoint.repository === repository)?.licence;
  const name = known?.name ?? licenceName(licence);
  const url = known?.url ?? licence.url;
  io.err(`${repository}: ${formatBytes(bytes)}, licence: ${name}${url === null ? '' : `, ${url}`}\n`);
  return true;
}
