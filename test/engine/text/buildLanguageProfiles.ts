/**
 * Makes src/engine/text/languageProfiles.json from plain text, deterministically:
 *
 *     node test/engine/text/buildLanguageProfiles.ts CORPUS
 *
 * CORPUS has one file per profile (CORPUS/Arab/ug.txt, CORPUS/Cyrl/ru.txt …), a sentence or paragraph per line. What
 * the present table was made from is said in src/engine/text/languageProfile.ts.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prepare, type ProfiledScript } from '../../../src/engine/text/languageProfile.ts';

/** Letters of each script that get a row and a column; any other letter of the script shares the last one. */
const alphabets: Readonly<Record<ProfiledScript, string>> = {
  Arab: 'ئابپتجچحخدرزژسشعغفقكگڭلمنھوۇۆۈۋېىيەٴةأإآءؤثذصضطظهکیےںٹڈڑټځڅډړښګڼۍ',
  Cyrl: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяәіңғүұқөһјљњћђџїєґўҳҷӣӯӑӗҫӳҥҕҗѓќ',
  Latn: 'abcdefghijklmnopqrstuvwxyzäöüßåøæñçéèáíóşğıąęłšžčřőāē',
};

/** Resolution of the table: quarters of a bit up to almost 16 bits, one printable ASCII character each, from '0'. */
const stepsPerBit = 4;
const steps = 64;
const firstCode = 0x30;
const backslash = 0x5c;

/** Mass of the back-off distribution (how frequent the second letter is): a share of the row and some pairs. */
const backOffShare = 0.02;
const backOffPairs = 5;
const unseenLetter = 0.3;

function cell(probability: number): string {
  const code = firstCode + Math.min(steps - 1, Math.round(-Math.log2(probability) * stepsPerBit));
  // JSON would write a backslash as two characters; '!' stands for it.
  return code === backslash ? '!' : String.fromCharCode(code);
}

/** The table of one language: rows are the first letters of a pair, columns the second. */
function profile(text: string, alphabet: string, script: ProfiledScript): string {
  const size = Array.from(alphabet).length + 2;
  const counts = new Float64Array(size * size);
  const columns = new Float64Array(size);
  for (const line of text.split('\n')) {
    const symbols = prepare(line, alphabet, script);
    for (let at = 1; at < symbols.length; at++) {
      counts[symbols[at - 1]! * size + symbols[at]!]! += 1;
      columns[symbols[at]!]! += 1;
    }
  }
  const total = columns.reduce((sum, count) => sum + count, 0);
  let cells = '';
  for (let row = 0; row < size; row++) {
    const pairs = counts.subarray(row * size, (row + 1) * size);
    const seen = pairs.reduce((sum, count) => sum + count, 0);
    const mass = backOffShare * seen + backOffPairs;
    pairs.forEach((count, column) => {
      const backOff = (columns[column]! + unseenLetter) / (total + unseenLetter * size);
      cells += cell((count + mass * backOff) / (seen + mass));
    });
  }
  return cells;
}

const corpus = process.argv[2];
if (corpus === undefined) throw new Error('Name the folder of the corpus.');
const scripts: Record<string, { alphabet: string; profiles: Record<string, string> }> = {};
for (const script of ['Arab', 'Cyrl', 'Latn'] as const) {
  const alphabet = alphabets[script];
  const profiles: Record<string, string> = {};
  for (const file of (await readdir(path.join(corpus, script))).sort()) {
    const text = await readFile(path.join(corpus, script, file), 'utf8');
    profiles[path.basename(file, '.txt')] = profile(text, alphabet, script);
  }
  scripts[script] = { alphabet, profiles };
}
const out = new URL('../../../src/engine/text/languageProfiles.json', import.meta.url);
await writeFile(out, `${JSON.stringify({ stepsPerBit, scripts }, null, 2)}\n`);
