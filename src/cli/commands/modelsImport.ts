import { importCheckpoint } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { transferProgress } from '../progress.ts';
import { formatBytes } from '../quantities.ts';

export const modelsImportCommand = defineCommand({
  name: 'models import',
  summary:
    'Copy a Hugging Face folder (config.json, safetensors, tokenizer.json) into the store, without network',
  positionals: ['DIR'],
  options: {
    ...storeOptions,
    name: { type: 'string', value: 'N', about: 'what to call it: a plain name, or OWNER/NAME' },
  },
  async run(values, io, [folder]) {
    if (folder === undefined || values.name === undefined) throw new UsageError('Give DIR and --name');
    const line = transferProgress(io);
    const { name, directory, bytes, manifest } = await importCheckpoint({
      store: storeFolder(values),
      directory: folder,
      name: values.name,
      onProgress: line.at,
      signal: io.signal,
    }).finally(line.end);
    print(
      io,
      values.json,
      { directory, bytes, ...manifest },
      () => `${name} is installed in ${directory} (${formatBytes(bytes)})\n`,
    );
    return true;
  },
});
