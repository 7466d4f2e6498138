import path from 'node:path';
import { installCheckpoint, licenceName, readCatalogue, type DownloadOffer } from '../../models/index.ts';
import { print } from '../command.ts';
import type { Io } from '../io.ts';
import { transferProgress } from '../progress.ts';
import { formatBytes } from '../quantities.ts';
import { licenceLine, type InstallChoices } from './installChoices.ts';

/** Downloads one checkpoint, as `trimix models install OWNER/NAME` does. */
export async function installRepository(
  repository: string,
  { agree, json, ...options }: InstallChoices & { readonly revision: string | undefined },
  io: Io,
): Promise<boolean> {
  const line = transferProgress(io);
  const { checkpoint, isNew } = await installCheckpoint({
    ...options,
    repository,
    agree: async (offer) => {
      await showLicence(offer, io);
      return agree();
    },
    onProgress: line.at,
    signal: io.signal,
  }).finally(line.end);
  const { name, directory, bytes, manifest } = checkpoint;
  print(io, json, { directory, bytes, isNew, ...manifest }, () =>
    isNew
      ? `${name} is installed in ${directory} (${formatBytes(bytes)})\n`
      : `${name} was installed already in ${directory}; nothing was downloaded\n`,
  );
  return true;
}

/** With the catalogue's fuller name where it has one. */
async function showLicence({ repository, licence, bytes }: DownloadOffer, io: Io): Promise<void> {
  const { checkpoints } = await readCatalogue(path.join(io.packageRoot, 'models'));
  const known = checkpoints.find((checkpoint) => checkpoint.repository === repository)?.licence;
  const name = known?.name ?? licenceName(licence);
  io.err(licenceLine({ repository, bytes, licence: name, url: known?.url ?? licence.url }));
}
