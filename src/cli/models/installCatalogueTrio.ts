import { TriMixError } from '../../engine/index.ts';
import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import {
  installTrio,
  offerTrio,
  type CatalogueTrio,
  type InstallOffer,
  type Precision,
} from '../../models/index.ts';
import { print } from '../command.ts';
import type { Io } from '../io.ts';
import { installProgress } from '../progress.ts';
import { formatBytes } from '../quantities.ts';
import { providerTests } from '../providerTests.ts';
import { licenceLine, type InstallChoices } from './installChoices.ts';
import { measuredTrio, speedLines, type ModelSpeed } from './speeds.ts';

/** Makes a trio of the catalogue ready, as `trimix models install TRIO` does. */
export async function installCatalogueTrio(
  trio: CatalogueTrio,
  { agree, json, precision, ...hub }: InstallChoices & { readonly precision: Precision },
  io: Io,
): Promise<boolean> {
  const options = { ...hub, trio, signal: io.signal };
  const offer = await offerTrio({ ...options, precision });
  showOffer(offer, io);
  if (offer.checkpoints.length > 0 && !(await agree())) {
    const licence = offer.checkpoints.map((checkpoint) => shownName(checkpoint.licence)).join(', ');
    throw new TriMixError('licence-declined', { name: trio.id, licence });
  }
  const line = installProgress(io);
  const installed = await installTrio({ ...options, offer, onProgress: line.at }).finally(line.end);
  const { name, directory, bytes, manifest, models } = installed;
  const languages = trioLanguages(manifest);
  const speeds = await speedsOfInstalled(directory, io);
  const result = {
    name,
    title: manifest.title,
    directory,
    bytes,
    precision,
    languages,
    models: models.map((model) => ({
      folder: model.folder,
      bytes: model.bytes,
      ...model.description.source,
    })),
    speeds,
  };
  print(io, json, result, () =>
    [
      ...speedLines(speeds),
      `${name} is ready in ${directory} (${formatBytes(bytes)}); it writes ${languages.join(', ')}`,
      `Try it: trimix complete --trio ${name} --lang ${trio.language} --text …`,
      '',
    ].join('\n'),
  );
  return true;
}

/**
 * Somebody has waited for the installation and waits a minute more: from then on it is known where each model is faster.
 * The trio is there whatever comes of it, also when the measuring is broken off.
 */
async function speedsOfInstalled(directory: string, io: Io): Promise<readonly ModelSpeed[]> {
  try {
    return await measuredTrio(directory, { ...providerTests(io), executionProvider: 'auto' }, io);
  } catch (error) {
    if (!(error instanceof TriMixError)) throw error;
    return [];
  }
}

function showOffer({ checkpoints, downloadBytes, diskBytes, peakDiskBytes }: InstallOffer, io: Io): void {
  for (const { repository, downloadBytes: bytes, licence, commercialUse } of checkpoints) {
    io.err(licenceLine({ repository, bytes, licence: shownName(licence), url: licence.url }));
    if (commercialUse === false) io.err(`  not for commercial use\n`);
  }
  if (checkpoints.length === 0) return;
  io.err(
    `${formatBytes(downloadBytes)} to download; the models take ${formatBytes(diskBytes)}, and up to ${formatBytes(peakDiskBytes)} while they are made\n`,
  );
}

function shownName({ id, name }: InstallOffer['checkpoints'][number]['licence']): string {
  return name ?? id ?? 'not stated';
}
