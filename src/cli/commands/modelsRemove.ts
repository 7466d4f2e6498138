import { existsSync } from 'node:fs';
import { discardTrio, listTrios, removeCheckpoint, removeTrio, trioFolder } from '../../models/index.ts';
import { isLanguageTag } from '../../engine/text/languages.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import type { Io } from '../io.ts';
import { parseLanguage } from '../languageOption.ts';
import { storeFolder, storeOptions } from '../models/storeOption.ts';
import { formatBytes } from '../quantities.ts';

export const modelsRemoveCommand = defineCommand({
  name: 'models remove',
  summary:
    'Remove an installed trio, one language of it, a checkpoint, or what there is of an unfinished download',
  positionals: ['NAME'],
  options: {
    ...storeOptions,
    lang: { type: 'string', value: 'L', about: 'of a trio: only this language' },
  },
  async run(values, io, [name]) {
    if (name === undefined) throw new UsageError('NAME is missing');
    const bytes = await remove(storeFolder(values), name, values.lang, io);
    print(
      io,
      values.json,
      { name, bytes },
      () => `${name} is removed; ${formatBytes(bytes)} are free again\n`,
    );
    return true;
  },
});

/** A trio goes before an unfinished one, and that before a checkpoint. @returns the bytes that became free */
async function remove(store: string, name: string, lang: string | undefined, io: Io): Promise<number> {
  const installed = trioFolder(store, name);
  if (installed !== null && existsSync(installed)) {
    const language = lang === undefined ? undefined : parseLanguage('lang', lang, '');
    if (language !== undefined && !isLanguageTag(language))
      throw new UsageError(`--lang takes a language that a trio writes, not «${lang ?? ''}»`);
    return removeTrio({ store, name, language, signal: io.signal });
  }
  if (lang !== undefined) throw new UsageError('--lang belongs to an installed trio');
  const { unfinished } = await listTrios(store);
  const work = unfinished.find(({ trio, precision }) => [trio, `${trio}-${precision}`].includes(name));
  if (work === undefined) return removeCheckpoint(store, name, io.signal);
  await discardTrio({ store, ...work, signal: io.signal });
  return work.bytes;
}
