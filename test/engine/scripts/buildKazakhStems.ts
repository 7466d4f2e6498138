/**
 * Builds src/engine/scripts/kazakh/arabicStems.json and latinStems.json: the stems that the rules read wrongly, chosen
 * so that each corrects more of the words it begins than it spoils. Not a test: it needs text that is not in this
 * repository.
 *
 *   node test/engine/scripts/buildKazakhStems.ts TEXT.txt …
 *
 * Lines that are in models/demo/held-out are left out, since the tests measure on them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { kazakhArabicToCyrillic } from '../../../src/engine/scripts/kazakh/fromArabic.ts';
import {
  kazakhCyrillicToArabic,
  kazakhCyrillicToLatin,
} from '../../../src/engine/scripts/kazakh/fromCyrillic.ts';
import { kazakhLatinToCyrillic } from '../../../src/engine/scripts/kazakh/fromLatin.ts';
import type { Stems } from '../../../src/engine/scripts/kazakh/stems.ts';

type Spell = (letters: readonly string[]) => readonly string[];
type Read = (letters: readonly string[], stems: Stems) => readonly string[] | null;

/** A word as it is spelt, with its Cyrillic letter by letter. */
interface Entry {
  readonly spelling: readonly string[];
  readonly parts: readonly string[];
  readonly cyrillic: string;
  /** How often it occurs; of more than this many occurrences the rest says nothing new. */
  readonly weight: number;
}

const maximalWeight = 50;
const shortestStem = 3;
/** A stem has to correct more than one occurrence of one word. */
const leastGain = 2;

const root = new URL('../../../', import.meta.url);

async function countWords(files: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const heldOut = await readFile(new URL('models/demo/held-out/kk-Cyrl.json', root), 'utf8');
  const counts = new Map<string, number>();
  for (const file of files) {
    for (const line of (await readFile(file, 'utf8')).split('\n')) {
      if (line.trim() === '' || heldOut.includes(JSON.stringify(line.trim()).slice(1, -1))) continue;
      for (const [word] of line.toLowerCase().matchAll(/[а-яёәғқңөұүһі]+/gu))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Turns «what each Cyrillic letter is spelt as» into «what each letter of the spelling stands for». */
function align(cyrillic: readonly string[], outputs: readonly string[]): Pick<Entry, 'spelling' | 'parts'> {
  const spelling: string[] = [];
  const parts: string[] = [];
  let waiting = '';
  outputs.forEach((output, index) => {
    const letter = cyrillic[index]!;
    // The hamza stands for no letter.
    const hamza = output.startsWith('\u0674') ? 1 : 0;
    const written = Array.from(output).slice(hamza);
    if (hamza === 1) (spelling.push('\u0674'), parts.push(''));
    if (written.length === 0) {
      const last = parts.at(-1);
      if (last !== undefined && parts.length > hamza) parts[parts.length - 1] = last + letter;
      else waiting += letter;
      return;
    }
    written.forEach((sign, position) => {
      spelling.push(sign);
      parts.push(position === 0 ? waiting + letter : '');
    });
    waiting = '';
  });
  return { spelling, parts };
}

function entries(counts: ReadonlyMap<string, number>, spell: Spell): Entry[] {
  const best = new Map<string, Entry>();
  for (const [cyrillic, count] of counts) {
    const letters = Array.from(cyrillic);
    const entry = { ...align(letters, spell(letters)), cyrillic, weight: Math.min(count, maximalWeight) };
    const key = entry.spelling.join('');
    // Of words spelt alike only the most frequent can be right.
    if ((best.get(key)?.weight ?? 0) < entry.weight) best.set(key, entry);
  }
  return Array.from(best.values());
}

function choose(words: readonly Entry[], read: Read): Map<string, readonly string[]> {
  const byPrefix = new Map<string, Entry[]>();
  for (const word of words) {
    for (let length = 1; length <= word.spelling.length; length++) {
      const prefix = word.spelling.slice(0, length).join('');
      const list = byPrefix.get(prefix);
      if (list === undefined) byPrefix.set(prefix, [word]);
      else list.push(word);
    }
  }
  const chosen = new Map<string, readonly string[]>();
  const stems: Stems = { byLetters: chosen, longest: 40 };
  const isRight = (word: Entry): boolean => read(word.spelling, stems)?.join('') === word.cyrillic;
  for (const word of words.toSorted((a, b) => b.weight - a.weight)) {
    if (isRight(word)) continue;
    let best: { key: string; parts: readonly string[]; gain: number } | null = null;
    for (
      let length = Math.min(shortestStem, word.spelling.length);
      length <= word.spelling.length;
      length++
    ) {
      const key = word.spelling.slice(0, length).join('');
      const parts = word.parts.slice(0, length);
      const family = byPrefix.get(key) ?? [];
      const before = family.map(isRight);
      const replaced = chosen.get(key);
      chosen.set(key, parts);
      const gain = isRight(word)
        ? family.reduce((sum, each, i) => sum + (Number(isRight(each)) - Number(before[i])) * each.weight, 0)
        : 0;
      if (replaced === undefined) chosen.delete(key);
      else chosen.set(key, replaced);
      if (gain > (best?.gain ?? leastGain - 1)) best = { key, parts, gain };
    }
    if (best !== null) chosen.set(best.key, best.parts);
  }
  return chosen;
}

async function build(
  name: string,
  counts: ReadonlyMap<string, number>,
  spell: Spell,
  read: Read,
): Promise<void> {
  const stems = choose(entries(counts, spell), read);
  const sorted = Array.from(stems, ([key, parts]) => [key, parts.join('-')] as const).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const file = new URL(`src/engine/scripts/kazakh/${name}.json`, root);
  await writeFile(file, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
  process.stdout.write(`${name}: ${sorted.length} stems\n`);
}

const counts = await countWords(process.argv.slice(2));
await build('arabicStems', counts, kazakhCyrillicToArabic, kazakhArabicToCyrillic);
await build('latinStems', counts, kazakhCyrillicToLatin, kazakhLatinToCyrillic);
