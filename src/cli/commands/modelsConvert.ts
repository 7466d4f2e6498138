import path from 'node:path';
import { convertModel, defaultBlockSize } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { parseChoice, parseInteger } from '../numbers.ts';
import { progress } from '../progress.ts';

const mebibyte = 1024 * 1024;

export const modelsConvertCommand = defineCommand({
  name: 'models convert',
  summary: 'Turn a Hugging Face folder (config.json, safetensors, tokenizer.json) into a model folder',
  positionals: ['SRC'],
  options: {
    out: { type: 'string', value: 'DIR', about: 'the model folder to make; must not exist, or be empty' },
    precision: { type: 'string', value: 'P', about: 'fp32, fp16, int8 or int4' },
    'block-size': {
      type: 'string',
      value: 'N',
      about: `weights per scale for int8 and int4: 16, 32, 64, 128 or 256 (default ${defaultBlockSize})`,
    },
    repository: {
      type: 'string',
      value: 'NAME',
      about: 'where the checkpoint came from, for the description',
    },
    revision: { type: 'string', value: 'REV', about: 'which version of it' },
    licence: { type: 'string', value: 'NAME', about: 'under which licence' },
  },
  async run(values, io, [source]) {
    if (source === undefined || values.out === undefined || values.precision === undefined) {
      throw new UsageError('Give SRC, --out and --precision');
    }
    const blockSize = values['block-size'];
    const line = progress(io, 'million weights');
    const manifest = await convertModel({
      source,
      out: values.out,
      precision: parseChoice('precision', values.precision, ['fp32', 'fp16', 'int8', 'int4']),
      provenance: {
        repository: values.repository ?? path.basename(path.resolve(source)),
        revision: values.revision ?? 'unknown',
        licence: values.licence ?? 'unknown',
      },
      ...(blockSize === undefined ? {} : { blockSize: parseInteger('block-size', blockSize, 16, 256) }),
      signal: io.signal,
      onProgress: (done, total) => line.at(Math.round(done / 1e6), Math.round(total / 1e6)),
    });
    line.end();
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    print(
      io,
      values.json,
      { directory: path.resolve(values.out), bytes, manifest },
      () =>
        `${values.out}: ${manifest.architecture}, ${manifest.quantisation.precision}, ${(bytes / mebibyte).toFixed(1)} MiB\n`,
    );
    return true;
  },
});
