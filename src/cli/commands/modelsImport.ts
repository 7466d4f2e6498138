import { existsSync } from 'node:fs';
import path from 'node:path';
import { trioLanguages, trioManifestFile } from '../../engine/trio/trioManifest.ts';
import { importCheckpoint, importTrio } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { installProgress, transferProgress } from '../progress.ts';
import { formatBytes } from '../quantities.ts';

export const modelsImportCommand = defineCommand({
  name: 'models import',
  summary:
    'Copy a trio (a folder with trio.json) or a Hugging Face folder (config.json, safetensors, tokenizer.json) into the store, without network',
  positionals: ['DIR'],
  options: {
    ...storeOptions,
    name: {
      type: 'string',
      value: 'N',
      about:
        'what to call it; a trio brings its name along, a Hugging Face folder needs a plain name or OWNER/NAME',
    },
  },
  async run(values, io, [folder]) {
    if (folder === undefined) throw new UsageError('DIR is missing');
    const store = storeFolder(values);
    const common = { store, directory: folder, signal: io.signal };
    if (existsSync(path.join(folder, trioManifestFile))) {
      const line = installProgress(io);
      const trio = await importTrio({ ...common, name: values.name, onProgress: line.at }).finally(line.end);
      const { name, directory, bytes, manifest } = trio;
      const languages = trioLanguages(manifest);
      print(
        io,
        values.json,
        { name, directory, bytes, title: manifest.title, languages },
        () =>
          `${name} is installed in ${directory} (${formatBytes(bytes)}); it writes ${languages.join(', ')}\n`,
      );
      return true;
    }
    if (values.name === undefined) throw new UsageError('Give --name: the folder is no trio');
    const line = transferProgress(io);
    const checkpoint = await importCheckpoint({ ...common, name: values.name, onProgress: line.at }).finally(
      line.end,
    );
    const { name, directory, bytes, manifest } = checkpoint;
    print(
      io,
      values.json,
      { directory, bytes, ...manifest },
      () => `${name} is installed in ${directory} (${formatBytes(bytes)})\n`,
    );
    return true;
  },
});
