import { isLanguageTag, languageTags } from '../../engine/text/languages.ts';
import { trioLanguages } from '../../engine/trio/trioManifest.ts';
import { assembleTrio, type AssembleTrioOptions } from '../../models/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { parseLanguage } from '../languageOption.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { parseChoice } from '../numbers.ts';
import { installProgress } from '../progress.ts';
import { formatBytes } from '../quantities.ts';

const folder = 'a model folder as it is, or a Hugging Face folder to convert';

export const modelsAssembleCommand = defineCommand({
  name: 'models assemble',
  summary: 'Make a trio in the store from models or checkpoints of your own that share one tokenizer',
  options: {
    'large-ins': { type: 'string', value: 'DIR', about: folder },
    'small-base': { type: 'string', value: 'DIR', about: folder },
    'small-cpt': {
      type: 'string',
      value: 'L=DIR',
      multiple: true,
      about: 'the language it writes, and the folder; may be given for each language',
    },
    name: { type: 'string', value: 'N', about: 'what --trio and settings call it' },
    title: { type: 'string', value: 'T', about: 'what menus call it (default: its name)' },
    precision: {
      type: 'string',
      value: 'P',
      about: 'of what is converted: fp32, fp16, int8 or int4 (default int4)',
    },
    ...storeOptions,
  },
  async run(values, io) {
    const { 'large-ins': largeIns, 'small-base': smallBase, 'small-cpt': smallCpt, name } = values;
    if (largeIns === undefined || smallBase === undefined || smallCpt === undefined || name === undefined) {
      throw new UsageError('Give --large-ins, --small-base, --small-cpt and --name');
    }
    const line = installProgress(io);
    const trio = await assembleTrio({
      store: storeFolder(values),
      name,
      title: values.title ?? name,
      largeIns,
      smallBase,
      smallCpt: smallCpt.map(parseSmallCpt),
      precision: parseChoice('precision', values.precision ?? 'int4', ['fp32', 'fp16', 'int8', 'int4']),
      onProgress: line.at,
      signal: io.signal,
    }).finally(line.end);
    const { directory, bytes, manifest } = trio;
    const languages = trioLanguages(manifest);
    print(
      io,
      values.json,
      { name, directory, bytes, title: manifest.title, languages },
      () => `${name} is ready in ${directory} (${formatBytes(bytes)}); it writes ${languages.join(', ')}\n`,
    );
    return true;
  },
});

/** @throws UsageError */
function parseSmallCpt(value: string): AssembleTrioOptions['smallCpt'][number] {
  const [, tag = '', directory = ''] = /^([^=]+)=(.+)$/u.exec(value) ?? [];
  const language = tag === '' ? null : parseLanguage('small-cpt', tag, '');
  if (language === null || !isLanguageTag(language)) {
    throw new UsageError(`--small-cpt takes L=DIR with L one of ${languageTags.join(', ')}, not «${value}»`);
  }
  return { language, directory };
}
