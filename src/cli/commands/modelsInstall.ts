import path from 'node:path';
import { readCatalogue, type CatalogueTrio } from '../../models/index.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../failure.ts';
import { readText, type Io } from '../io.ts';
import { installCatalogueTrio } from '../models/installCatalogueTrio.ts';
import { installRepository } from '../models/installRepository.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { parseChoice } from '../numbers.ts';

export const modelsInstallCommand = defineCommand({
  name: 'models install',
  summary:
    'Download a trio of the catalogue and make it ready, or download one checkpoint (OWNER/NAME). The licences are shown first: on a terminal you are asked, elsewhere calling this means agreeing',
  positionals: ['TRIO|REPOSITORY'],
  options: {
    ...storeOptions,
    precision: { type: 'string', value: 'P', about: 'of a trio: fp32, fp16, int8 or int4 (default int4)' },
    revision: { type: 'string', value: 'R', about: 'of a checkpoint: branch, tag or commit (default main)' },
    endpoint: { type: 'string', value: 'URL', about: 'the hub, or a mirror of it' },
    'token-file': {
      type: 'string',
      value: 'F',
      about: 'file with an access token, for gated checkpoints; - for standard input',
    },
    yes: { type: 'boolean', about: 'agree to the licences without being asked' },
  },
  async run(values, io, [name]) {
    if (name === undefined) throw new UsageError('TRIO or REPOSITORY is missing');
    const { revision, precision = 'int4' } = values;
    const tokenFile = values['token-file'];
    const token = tokenFile === undefined ? undefined : (await readText(tokenFile, io)).trim();
    const agree = async (): Promise<boolean> =>
      values.yes === true ||
      io.confirm === undefined ||
      (await io.confirm('Do you agree to these licences?'));
    const common = {
      store: storeFolder(values),
      endpoint: values.endpoint,
      token,
      agree,
      json: values.json,
    };
    if (name.includes('/')) {
      if (values.precision !== undefined) throw new UsageError('--precision belongs to a trio');
      return installRepository(name, { ...common, revision }, io);
    }
    if (revision !== undefined) throw new UsageError('--revision belongs to a checkpoint');
    const chosen = parseChoice('precision', precision, ['fp32', 'fp16', 'int8', 'int4']);
    return installCatalogueTrio(await catalogueTrio(name, io), { ...common, precision: chosen }, io);
  },
});

/** @throws UsageError */
async function catalogueTrio(id: string, io: Io): Promise<CatalogueTrio> {
  const { trios } = await readCatalogue(path.join(io.packageRoot, 'models'));
  const found = trios.find((trio) => trio.id === id);
  if (found !== undefined) return found;
  throw new UsageError(
    `«${id}» is neither a trio of the catalogue («trimix models list --catalogue») nor OWNER/NAME`,
  );
}
