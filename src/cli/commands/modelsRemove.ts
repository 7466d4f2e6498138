import { removeCheckpoint } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { formatBytes } from '../quantities.ts';

export const modelsRemoveCommand = defineCommand({
  name: 'models remove',
  summary: 'Remove an installed checkpoint, or what there is of an unfinished download',
  positionals: ['NAME'],
  options: storeOptions,
  async run(values, io, [name]) {
    if (name === undefined) throw new UsageError('NAME is missing');
    const bytes = await removeCheckpoint(storeFolder(values), name, io.signal);
    print(
      io,
      values.json,
      { name, bytes },
      () => `${name} is removed; ${formatBytes(bytes)} are free again\n`,
    );
    return true;
  },
});
