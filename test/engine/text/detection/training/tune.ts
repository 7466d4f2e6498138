import { createHash } from 'node:crypto';
import {
  levelAt,
  lettersOf,
  rowsOf,
  weightLevels,
  type WeighedScript,
} from '../../../../../src/engine/text/languageEvidence.ts';
import { fragmentsOf } from '../heldOut.ts';
import { classOf, readPart } from './corpus.ts';
import type { Plan } from './plans.ts';
import type { Table } from './table.ts';

/**
 * A language is favoured until this share of its fragments of the tuning text is known: what it gets, its neighbours
 * lose. Of Russian fewer can be, since more of its fragments stand letter for letter in Bulgarian and Ukrainian text.
 * English sentences of the tuning text are easier than others.
 */
const aims: Readonly<Record<string, number>> = { ru: 0.96, en: 0.985 };
const aim = 0.98;

/** Bounds of what is added to a bias (natural logarithm of odds), and its steps. */
const leastFavour = -0.5;
const mostFavour = 2.5;
const favourStep = 0.1;

/** So many lines of a language are looked at. */
const mostLines = 1_000;

interface Piece {
  readonly truth: string;
  readonly language: string;
  readonly scores: readonly number[];
}

const aimOf = (name: string) => aims[name] ?? aim;
const answerOf = (name: string) => (name.startsWith('other') ? 'other' : name);

/**
 * What is added to the bias of each class: for a language that has an answer of its own the least that serves its
 * aim, since the languages that have none pay for it.
 */
export function favours(
  corpus: string,
  script: WeighedScript,
  plan: Plan,
  table: Table,
): { readonly favours: readonly number[]; readonly report: string } {
  const names = Object.keys(plan.classes);
  const pieces = tuningPieces(corpus, script, plan, table);
  const found = names.map((name) => (answerOf(name) === 'other' ? 0 : leastFavour));
  const right = (piece: Piece) => answerTo(piece, names, found) === piece.truth;
  const recall = (truth: string) => {
    const own = pieces.filter((piece) => piece.truth === truth);
    return own.filter(right).length / own.length;
  };
  for (let favour = leastFavour; favour < mostFavour; favour += favourStep) {
    const short = names.filter((name) => answerOf(name) !== 'other' && recall(name) < aimOf(name));
    if (short.length === 0) break;
    for (const name of short) found[names.indexOf(name)]! += favourStep;
  }
  const languages = [...new Set(pieces.map(({ language }) => language))];
  const report = languages.map((language) => {
    const own = pieces.filter((piece) => piece.language === language);
    return `${language} ${((100 * own.filter(right).length) / own.length).toFixed(2)} of ${own.length}`;
  });
  return { favours: found, report: report.join(', ') };
}

function answerTo(piece: Piece, names: readonly string[], found: readonly number[]): string {
  const scores = piece.scores.map((score, at) => score + found[at]!);
  const greatest = Math.max(...scores);
  const masses = new Map<string, number>();
  scores.forEach((score, at) => {
    const answer = answerOf(names[at]!);
    masses.set(answer, (masses.get(answer) ?? 0) + Math.exp(score - greatest));
  });
  return [...masses].reduce((best, candidate) => (candidate[1] > best[1] ? candidate : best))[0];
}

function tuningPieces(
  corpus: string,
  script: WeighedScript,
  plan: Plan,
  { classes, step }: Table,
): readonly Piece[] {
  const names = Object.keys(plan.classes);
  const levels = classes.map(({ weights }) =>
    Array.from({ length: plan.rows }, (_, row) =>
      weights === '' ? 0 : levelAt(weights, row) - weightLevels / 2,
    ),
  );
  return [...readPart(corpus, 'tune', script)].flatMap(([language, lines]) => {
    const truth = answerOf(names[classOf(language, plan)]!);
    return fewer(lines)
      .flatMap(fragmentsOf)
      .map((text) => rowsOf(lettersOf(text, script), plan.rows))
      .filter(({ length }) => length > 0)
      .map((rows) => ({
        truth,
        language,
        scores: classes.map(({ bias }, at) =>
          rows.reduce((sum, row) => sum + levels[at]![row]! * step, bias),
        ),
      }));
  });
}

function fewer(lines: readonly string[]): readonly string[] {
  const hash = (line: string) => createHash('sha256').update(line).digest('hex');
  return lines
    .map((line) => ({ line, order: hash(line) }))
    .sort((left, right) => (left.order < right.order ? -1 : 1))
    .slice(0, mostLines)
    .map(({ line }) => line);
}
