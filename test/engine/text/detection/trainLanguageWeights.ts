/**
 * Makes src/engine/text/languageWeights.json from plain text, deterministically:
 *
 *     node test/engine/text/detection/trainLanguageWeights.ts CORPUS [--check]
 *
 * CORPUS is what `corpus/buildCorpus.ts` writes. Weights are learnt from its part `train`, biases chosen on its part
 * `tune`; a line that stands in the held-out text is dropped from both, so that no table can learn what measures it.
 * With `--check` nothing is written: the command fails when the table that is there is another.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { WeighedScript } from '../../../../src/engine/text/languageEvidence.ts';
import { makeTable } from './training/table.ts';

const [corpus, option] = process.argv.slice(2);
if (corpus === undefined) throw new Error('Name the folder of the corpus.');
const tables = {
  Arab: makeTable(corpus, 'Arab'),
  Cyrl: makeTable(corpus, 'Cyrl'),
  Latn: makeTable(corpus, 'Latn'),
} satisfies Record<WeighedScript, unknown>;
const made = `${JSON.stringify(tables, null, 2)}\n`;
const file = new URL('../../../../src/engine/text/languageWeights.json', import.meta.url);
if (option !== '--check') writeFileSync(file, made);
else if (readFileSync(file, 'utf8') !== made) throw new Error('The table is not what this text makes.');
