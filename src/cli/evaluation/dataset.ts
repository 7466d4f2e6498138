import type { TranslationTag } from '../../engine/text/languages.ts';
import { Failure, UsageError } from '../failure.ts';
import type { Io } from '../io.ts';
import { parseLanguage } from '../languageOption.ts';
import { parseInteger } from '../numbers.ts';
import type { TextPair } from './scoredTexts.ts';
import { anyTextIn, readLines, readRecords, textIn } from './textFile.ts';

/** More entries than any file has. */
const mostEntries = 10_000_000;

/** Reads `--limit`. @throws UsageError */
export function parseLimit(value: string | undefined): number {
  return value === undefined ? mostEntries : parseInteger('limit', value, 1, mostEntries);
}

/**
 * Texts of one language from a file of plain lines or of MiLiC-Eval's JSON (`.json`).
 *
 * @param lang the option's value; its script may be left to the text
 * @throws UsageError, Failure
 */
export async function readTexts(
  file: string,
  lang: string,
  limit: number,
  io: Io,
): Promise<{ readonly tag: TranslationTag; readonly texts: readonly string[] }> {
  if (!file.endsWith('.json')) {
    const lines = (await readLines(file, io)).slice(0, limit);
    return { tag: parseLanguage('lang', lang, lines.join('\n')), texts: lines };
  }
  const records = (await readRecords(file, io)).slice(0, limit);
  const plain = parseLanguage('lang', lang, '');
  const texts = records.map((record) => anyTextIn(record, plain)).filter((text) => text !== null);
  if (texts.length === 0) throw new Failure(`${file} has no text in ${lang}.`);
  return { tag: parseLanguage('lang', lang, texts.join('\n')), texts };
}

/** What the two sides of a direction are. */
export interface Direction {
  readonly from: TranslationTag;
  readonly to: TranslationTag;
}

/**
 * Pairs of texts from a MiLiC-Eval file. `--lang` alone means from English into that language; `--from` or `--to` turn it.
 *
 * @throws UsageError, Failure
 */
export async function readPairs(
  file: string,
  values: {
    readonly lang?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  },
  limit: number,
  io: Io,
): Promise<Direction & { readonly pairs: readonly TextPair[] }> {
  const [from, to] = directionOf(values);
  const records = (await readRecords(file, io)).slice(0, limit);
  const sample = (option: string, value: string): string => {
    const plain = parseLanguage(option, value, '');
    return records.map((record) => textIn(record, plain) ?? '').join('\n');
  };
  const direction = {
    from: parseLanguage('from', from, sample('from', from)),
    to: parseLanguage('to', to, sample('to', to)),
  };
  const pairs = records.flatMap((record) => {
    const source = textIn(record, direction.from);
    const target = textIn(record, direction.to);
    return source === null || target === null ? [] : [{ source, target }];
  });
  if (pairs.length === 0) throw new Failure(`${file} has no entry with text in both ${from} and ${to}.`);
  return { ...direction, pairs };
}

function directionOf(values: {
  readonly lang?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): readonly [from: string, to: string] {
  const { lang, from, to } = values;
  if (from !== undefined && to !== undefined) return [from, to];
  if (lang === undefined)
    throw new UsageError('Name the language with --lang, or the direction with --from and --to');
  if (from !== undefined) return [from, lang];
  if (to !== undefined) return [lang, to];
  return ['en', lang];
}
