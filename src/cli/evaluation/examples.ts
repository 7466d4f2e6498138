import type { TranslationExample } from '../../engine/index.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import { Failure, UsageError } from '../failure.ts';
import type { Io } from '../io.ts';
import { parseInteger } from '../numbers.ts';
import { readRecords, textIn, type TextRecord } from './textFile.ts';

/** Examples in a prompt of MiLiC-Eval's translation task. */
const standardShots = 5;

/** More never fit into a context. */
const mostShots = 100;

/** The entries that `--examples` and `--shots` ask for; none without `--examples`. @throws UsageError, Failure */
export async function readExamples(
  values: { readonly examples?: string | undefined; readonly shots?: string | undefined },
  io: Io,
): Promise<readonly TextRecord[]> {
  const shots =
    values.shots === undefined ? standardShots : parseInteger('shots', values.shots, 0, mostShots);
  if (values.examples === undefined) {
    if (values.shots !== undefined)
      throw new UsageError('--shots counts the entries of --examples: give it too');
    return [];
  }
  return (await readRecords(values.examples, io)).slice(0, shots);
}

/** The entries as examples of one direction. @throws Failure when an entry lacks a side */
export function examplesFor(
  records: readonly TextRecord[],
  from: TranslationTag,
  to: TranslationTag,
): readonly TranslationExample[] {
  return records.map((record) => {
    const source = textIn(record, from);
    const target = textIn(record, to);
    if (source === null || target === null) {
      throw new Failure(
        `An example has no text in ${source === null ? from : to}. Give examples in both languages.`,
      );
    }
    return { source, target };
  });
}
