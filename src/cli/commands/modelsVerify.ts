import { existsSync } from 'node:fs';
import { checkpointFolder } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import type { Io } from '../io.ts';
import { fileVerdicts } from '../models/fileVerdicts.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { progress } from '../progress.ts';
import { table } from '../table.ts';
import { trioDirectory } from '../trioOption.ts';

const mebibyte = 1024 * 1024;

export const modelsVerifyCommand = defineCommand({
  name: 'models verify',
  summary: 'Read every file of a trio, model folder or installed checkpoint and compare it with its checksum',
  positionals: ['[DIR|NAME]'],
  options: storeOptions,
  async run(values, io, [folder]) {
    const directory = folderToVerify(folder, storeFolder(values), io);
    const line = progress(io, 'MiB read');
    const files = await fileVerdicts(directory, {
      signal: io.signal,
      onProgress: (done, total) => line.at(Math.round(done / mebibyte), Math.round(total / mebibyte)),
    }).finally(line.end);
    const damaged = files.filter(({ ok }) => !ok);
    const ok = damaged.length === 0;
    print(io, values.json, { directory, ok, files }, () =>
      table(
        ['', 'file', ''],
        files.map((verdict) => [verdict.ok ? 'ok' : 'WRONG', verdict.file, verdict.finding]),
      ),
    );
    if (!ok)
      io.err(
        `trimix: ${damaged.length} of ${files.length} files are damaged or missing. Install or convert the model again.\n`,
      );
    return ok;
  },
});

/** A folder, or the name of a trio, goes before the name of an installed checkpoint. */
function folderToVerify(value: string | undefined, store: string, io: Io): string {
  const directory = trioDirectory({ trio: value, store }, io);
  if (value === undefined || existsSync(directory)) return directory;
  const checkpoint = checkpointFolder(store, value);
  return checkpoint !== null && existsSync(checkpoint) ? checkpoint : directory;
}
