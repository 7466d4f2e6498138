/**
 * Puts the text together that the tables of detection are trained and tuned on:
 *
 *     node test/engine/text/detection/corpus/buildCorpus.ts SOURCES CORPUS
 *
 * SOURCES has a folder for each source that `sources.ts` names, as its publisher lays it out. Written are
 * CORPUS/train/SCRIPT/LANGUAGE.txt and CORPUS/tune/SCRIPT/LANGUAGE.txt, a sentence or paragraph a line, and nothing
 * that stands in the held-out text.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { convertScript } from '../../../../../src/engine/scripts/convertScript.ts';
import { heldOutLines } from '../heldOut.ts';
import { readSource } from './readSource.ts';
import { languages } from './sources.ts';

/** More lines of one language would only take time; which ones stay is a matter of a hash. */
const mostLines = 100_000;

const letterOf = {
  Arab: /\p{Script=Arabic}/gu,
  Cyrl: /\p{Script=Cyrillic}/gu,
  Latn: /\p{Script=Latin}/gu,
} as const;

/** A line is of the script when this share of its letters is. */
const leastShare = 0.85;

const keyOf = (line: string) =>
  line
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const hashOf = (line: string) => createHash('sha256').update(line).digest().readUInt32BE();

/** The lines in their order, without those of the greatest hashes when there are too many. */
function fewer(lines: readonly string[]): readonly string[] {
  const hashes = lines.map(hashOf);
  const limit = hashes.toSorted((left, right) => left - right)[mostLines] ?? Infinity;
  return lines.filter((_, at) => hashes[at]! < limit);
}

function isOf(line: string, script: keyof typeof letterOf): boolean {
  const letters = line.match(/\p{L}/gu)?.length ?? 0;
  return letters >= 4 && (line.match(letterOf[script])?.length ?? 0) >= leastShare * letters;
}

/** Some Mongolian files write ү and ө as the Ukrainian ї and є. */
const mendedLetters: Readonly<Record<string, string>> = { ї: 'ү', є: 'ө', Ї: 'Ү', Є: 'Ө' };

/** What is done to a line of a language before its script is looked at. */
function mended(line: string, language: string): string {
  if (language === 'mn-Cyrl') return line.replace(/[їєЇЄ]/gu, (letter) => mendedLetters[letter]!);
  if (language === 'kk-Arab') return convertScript(line, { from: 'kk-Cyrl', to: 'kk-Arab' }).text;
  return line;
}

const [sources, corpus] = process.argv.slice(2);
if (sources === undefined || corpus === undefined) throw new Error('Name the folders SOURCES and CORPUS.');
const heldOut = new Set(heldOutLines().map(keyOf));
for (const script of ['Cyrl', 'Arab', 'Latn'] as const) {
  for (const [language, parts] of Object.entries(languages[script])) {
    const seen = new Set(heldOut);
    for (const part of ['tune', 'train'] as const) {
      const fresh = (line: string) => {
        const key = keyOf(line);
        if (key === '' || seen.has(key)) return false;
        seen.add(key);
        return true;
      };
      const lines = [...new Set(parts[part].flatMap((source) => readSource(sources, source)))]
        .map((line) => line.trim())
        .filter((line) => line !== '');
      const text = fewer(lines)
        .map((line) => mended(line, language).normalize('NFC'))
        .filter((line) => isOf(line, script) && fresh(line));
      if (text.length === 0) continue;
      const folder = path.join(corpus, part, script);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, `${language}.txt`), `${text.join('\n')}\n`);
      console.log(`${part} ${script} ${language}: ${text.length} lines`);
    }
  }
}
