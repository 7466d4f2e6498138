/**
 * Makes src/engine/text/languageWeights.json from plain text, deterministically:
 *
 *     node test/engine/text/detection/trainLanguageWeights.ts CORPUS
 *
 * CORPUS has one file per language (CORPUS/Arab/ug.txt, CORPUS/Cyrl/ru.txt …), a sentence or paragraph per line. A line
 * that stands in the held-out text is dropped, so that no table can learn what measures it. docs/detection.md names the
 * text that the present table was made from.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  rowsOf,
  weightCode,
  weightLevels,
  type WeighedScript,
} from '../../../../src/engine/text/languageEvidence.ts';
import { heldOutLines } from './heldOut.ts';

/** A class of the table: its languages, how often it is shown in training, and what it is given at the end. */
interface ClassPlan {
  readonly languages: readonly string[];
  readonly share: number;
  /** Added to the bias (natural logarithm of odds): the product's own languages are what people here write. */
  readonly favour?: number;
}

interface Plan {
  readonly rows: number;
  readonly classes: Readonly<Record<string, ClassPlan>>;
}

/** Files that no class names join the last class. */
const plans: Readonly<Record<WeighedScript, Plan>> = {
  Arab: {
    rows: 24_576,
    classes: {
      ug: { languages: ['ug'], share: 0.36 },
      'kk-Arab': { languages: ['kk-Arab'], share: 0.36 },
      other: { languages: [], share: 0.28 },
    },
  },
  Cyrl: {
    rows: 49_152,
    classes: {
      'kk-Cyrl': { languages: ['kk-Cyrl'], share: 0.2, favour: 0.9 },
      'mn-Cyrl': { languages: ['mn-Cyrl'], share: 0.16 },
      ru: { languages: ['ru'], share: 0.24, favour: 0.5 },
      'other 1': { languages: ['uk', 'be'], share: 0.1 },
      'other 2': { languages: ['bg', 'mk', 'sr'], share: 0.12 },
      'other 3': { languages: ['tg', 'oss', 'abk'], share: 0.04 },
      'other 4': { languages: [], share: 0.14 },
    },
  },
  Latn: {
    rows: 32_768,
    classes: { en: { languages: ['en'], share: 0.5 }, other: { languages: [], share: 0.5 } },
  },
};

/** A language with fewer lines than this is shown less often: its few lines would be learnt by heart. */
const fewLines = 100;
const weightOfFew = 0.5;

/** Pieces of text that are shown, and the greatest step of a weight (Adagrad's). */
const pieces = 1_000_000;
const greatestStep = 0.1;

/** Weights beyond this part of all are clipped, so that the levels resolve the many small ones. */
const unclipped = 0.999;

interface Language {
  readonly lines: readonly string[];
  readonly weight: number;
}

/** Numbers in [0, 1) that are the same in every run (Mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const keyOf = (line: string) =>
  line
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

async function readClasses(folder: string, plan: Plan): Promise<readonly (readonly Language[])[]> {
  const heldOut = new Set(heldOutLines().map(keyOf));
  const names = Object.keys(plan.classes);
  const classes: Language[][] = names.map(() => []);
  for (const file of (await readdir(folder)).sort()) {
    const language = path.basename(file, '.txt');
    const found = names.findIndex((name) => plan.classes[name]!.languages.includes(language));
    const text = await readFile(path.join(folder, file), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '' && !heldOut.has(keyOf(line)));
    classes.at(found)!.push({ lines, weight: lines.length < fewLines ? weightOfFew : 1 });
  }
  return classes;
}

/** A piece of a line from a word's beginning on: often as short as what stands before a cursor, sometimes all of it. */
function pieceOf(line: string, next: () => number): string {
  const characters = Array.from(line);
  const kind = next();
  const length = kind < 0.6 ? 8 + Math.floor(next() * 10) : kind < 0.85 ? 16 + Math.floor(next() * 40) : 250;
  if (characters.length <= length) return line;
  let start = Math.floor(next() * (characters.length - length));
  while (start > 0 && start < characters.length && /\p{L}/u.test(characters[start - 1]!)) start++;
  return characters.slice(start, start + length).join('');
}

function pick<Item>(items: readonly Item[], weightOf: (item: Item) => number, next: () => number): Item {
  let rest = next() * items.reduce((sum, item) => sum + weightOf(item), 0);
  return items.find((item) => (rest -= weightOf(item)) < 0) ?? items.at(-1)!;
}

/** Multinomial logistic regression by stochastic gradient descent with Adagrad's step sizes. */
function train(script: WeighedScript, plan: Plan, classes: readonly (readonly Language[])[]) {
  const next = chance(1);
  const plans = Object.values(plan.classes);
  const count = classes.length;
  const indices = classes.map((_, at) => at);
  const weights = new Float32Array(plan.rows * count);
  const squares = new Float32Array(plan.rows * count).fill(1e-3);
  const biases = new Float64Array(count);
  const scores = new Float64Array(count);
  for (let piece = 0; piece < pieces; piece++) {
    const truth = pick(indices, (at) => plans[at]!.share, next);
    const { lines } = pick(classes[truth]!, ({ weight }) => weight, next);
    const rows = rowsOf(pieceOf(lines[Math.floor(next() * lines.length)]!, next), script, plan.rows);
    if (rows.length < 3) continue;
    scores.set(biases);
    for (const row of rows) for (let at = 0; at < count; at++) scores[at]! += weights[row * count + at]!;
    const greatest = Math.max(...scores);
    let mass = 0;
    for (let at = 0; at < count; at++) mass += scores[at] = Math.exp(scores[at]! - greatest);
    const step = greatestStep * (1 - piece / pieces);
    for (let at = 0; at < count; at++) {
      const error = scores[at]! / mass - (at === truth ? 1 : 0);
      if (Math.abs(error) < 1e-4) continue;
      biases[at]! -= 0.01 * step * error;
      for (const row of rows) {
        const cell = row * count + at;
        squares[cell]! += error * error;
        weights[cell]! -= (step * error) / Math.sqrt(squares[cell]!);
      }
    }
  }
  return { weights, biases };
}

async function table(corpus: string, script: WeighedScript, plan: Plan) {
  const { weights, biases } = train(script, plan, await readClasses(path.join(corpus, script), plan));
  const names = Object.keys(plan.classes);
  const count = names.length;
  // Only differences between classes matter: the last one's weights are set to nought and not stored.
  const relative = weights.map((weight, cell) => weight - weights[cell - (cell % count) + count - 1]!);
  const sizes = Array.from(relative, Math.abs).sort((left, right) => left - right);
  const step = Number((sizes[Math.floor(sizes.length * unclipped)]! / (weightLevels / 2 - 1)).toPrecision(4));
  const classes = names.map((name, at) => ({
    name,
    bias: Number((biases[at]! - biases[count - 1]! + (plan.classes[name]!.favour ?? 0)).toFixed(4)),
    weights:
      at === count - 1
        ? ''
        : Array.from({ length: plan.rows }, (_, row) => {
            const level = Math.round(relative[row * count + at]! / step) + weightLevels / 2;
            return weightCode(Math.max(0, Math.min(weightLevels - 1, level)));
          }).join(''),
  }));
  return { rows: plan.rows, step, classes };
}

const corpus = process.argv[2];
if (corpus === undefined) throw new Error('Name the folder of the corpus.');
const tables: Record<string, unknown> = {};
for (const script of ['Arab', 'Cyrl', 'Latn'] as const)
  tables[script] = await table(corpus, script, plans[script]);
const out = new URL('../../../../src/engine/text/languageWeights.json', import.meta.url);
await writeFile(out, `${JSON.stringify(tables, null, 2)}\n`);
