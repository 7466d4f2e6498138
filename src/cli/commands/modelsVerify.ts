import { defineCommand, print } from '../command.ts';
import { verifyFolder } from '../models/verify.ts';
import { table } from '../table.ts';
import { trioDirectory } from '../trioOption.ts';

export const modelsVerifyCommand = defineCommand({
  name: 'models verify',
  summary: 'Read every file of a trio or model folder and compare it with its checksum',
  positionals: ['[DIR|NAME]'],
  options: {},
  async run(values, io, [folder]) {
    const directory = trioDirectory(folder, io);
    const files = await verifyFolder(directory, io.signal);
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
