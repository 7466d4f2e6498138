/**
 * Measures detection on text of one language, a sentence or paragraph a line:
 *
 *     node test/engine/text/detection/measureFile.ts LANGUAGE FILE
 *
 * Says how many lines, and how many fragments of twelve clusters from them, got the right answer, and how long a line
 * took. For text that may not be part of this repository.
 */
import { readFileSync } from 'node:fs';
import { detectLanguage } from '../../../../src/engine/text/detect.ts';
import { fragmentsOf } from './heldOut.ts';

const [language, file] = process.argv.slice(2);
if (language === undefined || file === undefined) throw new Error('Name a language and a file.');
const lines = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => /\p{L}/u.test(line));
const isRight = (text: string) => detectLanguage(text).language === language;
const share = (texts: readonly string[]) =>
  `${((100 * texts.filter(isRight).length) / texts.length).toFixed(2)} % of ${texts.length}`;
const start = performance.now();
console.log(`lines: ${share(lines)}`);
console.log(`${((performance.now() - start) / lines.length).toFixed(3)} ms a line`);
console.log(`fragments: ${share(lines.flatMap(fragmentsOf).filter((text) => /\p{L}/u.test(text)))}`);
