import { detectLanguage, type Detection } from '../../../../src/engine/text/detect.ts';
import type { HeldOutText } from './heldOut.ts';

type Answer = Detection['language'];

export const answers = [
  'bo',
  'ug',
  'kk-Arab',
  'kk-Cyrl',
  'mn-Mong',
  'mn-Cyrl',
  'en',
  'zh',
  'ru',
  'other',
] as const satisfies readonly Answer[];

/** How often texts of each truth got each answer. */
export class Confusion {
  readonly #counts = new Map<string, number>();

  constructor(texts: readonly HeldOutText[], rowOf: (text: HeldOutText) => string = ({ truth }) => truth) {
    for (const text of texts) {
      const cell = `${rowOf(text)} ${detectLanguage(text.text).language}`;
      this.#counts.set(cell, (this.#counts.get(cell) ?? 0) + 1);
    }
  }

  count(row: string, answer: Answer): number {
    return this.#counts.get(`${row} ${answer}`) ?? 0;
  }

  total(row: string): number {
    return answers.reduce((sum, answer) => sum + this.count(row, answer), 0);
  }

  /** Share of a row that got the right answer, in [0, 1]. */
  recall(row: string, truth: Answer): number {
    return this.count(row, truth) / this.total(row);
  }

  /** Rows are truth, columns answers. */
  toString(): string {
    const line = (cells: readonly string[]) => cells.map((cell) => cell.padStart(8)).join('');
    return [
      line(['', ...answers, 'right %']),
      ...answers.map((row) =>
        line([
          row,
          ...answers.map((answer) => String(this.count(row, answer) || '·')),
          (100 * this.recall(row, row)).toFixed(2),
        ]),
      ),
    ].join('\n');
  }
}
