import { TriMixError, type Sampling } from '../../engine/index.ts';
import type { Options } from '../command.ts';
import { UsageError } from '../failure.ts';
import { readText, type Io } from '../io.ts';
import { parseInteger, parseNumber } from '../numbers.ts';

/** Options that every generation takes. */
export const generationOptions = {
  text: { type: 'string', value: 'T', about: 'the text; - reads standard input' },
  file: { type: 'string', value: 'F', about: 'read the text from a UTF-8 file instead' },
  'max-tokens': { type: 'string', value: 'N', about: 'at most so many tokens' },
  temperature: { type: 'string', value: 'X', about: 'sample with this temperature; default: greedy' },
  'top-p': {
    type: 'string',
    value: 'P',
    about: 'sample from the likeliest tokens that make up P (default 1)',
  },
  seed: { type: 'string', value: 'S', about: 'makes sampling repeatable (default 0)' },
  trace: { type: 'boolean', about: 'record how each token was decided' },
} as const satisfies Options;

/** The limit of MiLiC-Eval's translation task. */
export const translationTokens = 200;

/** No context of a known model is longer. */
const mostTokens = 131_072;

/** Numbers an option names, checked. @throws UsageError */
export function parseMaxTokens(value: string | undefined, standard: number): number {
  return value === undefined ? standard : parseInteger('max-tokens', value, 1, mostTokens);
}

/** @throws UsageError */
export function parseSampling(values: {
  readonly temperature?: string | undefined;
  readonly 'top-p'?: string | undefined;
  readonly seed?: string | undefined;
}): Sampling {
  const { temperature, 'top-p': topP, seed } = values;
  if (temperature === undefined && topP === undefined) {
    if (seed !== undefined) throw new UsageError('--seed is for sampling: give --temperature or --top-p too');
    return { kind: 'greedy' };
  }
  const degree = temperature === undefined ? 1 : parseNumber('temperature', temperature, 0, 100);
  if (degree === 0) return { kind: 'greedy' };
  return {
    kind: 'top-p',
    temperature: degree,
    topP: topP === undefined ? 1 : parseNumber('top-p', topP, 0.001, 1),
    seed: seed === undefined ? 0 : parseInteger('seed', seed, 0, 2 ** 32 - 1),
  };
}

/**
 * The text to work on, from `--text` or `--file`.
 *
 * @throws UsageError, Failure; TriMixError `text-empty`
 */
export async function inputText(
  values: { readonly text?: string | undefined; readonly file?: string | undefined },
  io: Io,
): Promise<string> {
  const { text, file } = values;
  if ((text === undefined) === (file === undefined))
    throw new UsageError('Give the text with --text or with --file');
  const found = text === undefined || text === '-' ? await readText(file ?? '-', io) : text;
  if (found === '') throw new TriMixError('text-empty');
  return found;
}
