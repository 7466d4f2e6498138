import { assertNever } from '../../../engine/errors.ts';
import type { RotaryParameters } from './rotaryParameters.ts';

/** What the frequencies depend on besides their parameters. */
export interface RotarySurroundings {
  /** Elements of a head, even. */
  readonly headSize: number;
  /** Base where the parameters name none. */
  readonly base: number;
  /** Positions the model was made for. */
  readonly contextLength: number;
}

/**
 * Angle per position, in radians, of each of the headSize / 2 rotated pairs.
 *
 * The pair i turns by base^(−2i/headSize) (RoFormer, arXiv 2104.09864, equation 15). `linear` divides that by its
 * factor (arXiv 2306.15595). `llama3` divides it for wavelengths that are long beside the context of the first
 * training, keeps it for short ones and mixes in between (transformers, _compute_llama3_parameters). `yarn` does so by
 * the number of the pair (arXiv 2309.00071, section 3.2; transformers, _compute_yarn_parameters).
 */
export function rotaryFrequencies(
  parameters: RotaryParameters | null,
  { headSize, base, contextLength }: RotarySurroundings,
): readonly number[] {
  const actualBase = parameters?.base ?? base;
  const plain = Array.from({ length: headSize / 2 }, (_, pair) => actualBase ** ((-2 * pair) / headSize));
  if (parameters === null) return plain;
  switch (parameters.kind) {
    case 'default':
      return plain;
    case 'linear':
      return plain.map((frequency) => frequency / parameters.factor);
    case 'llama3': {
      const { factor, lowFrequencyFactor: low, highFrequencyFactor: high } = parameters;
      const original = parameters.originalContextLength ?? contextLength;
      return plain.map((frequency) => {
        // How often the pair turns round within the original context.
        const turns = (original * frequency) / (2 * Math.PI);
        const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
        return kept * frequency + ((1 - kept) * frequency) / factor;
      });
    }
    case 'yarn': {
      const { factor, originalContextLength, turns, isTruncated } = parameters;
      const original = originalContextLength ?? contextLength;
      // The pair, as a fraction, that turns round so often within the original context.
      const pairOf = (count: number): number =>
        (headSize * Math.log(original / (count * 2 * Math.PI))) / (2 * Math.log(actualBase));
      const [first, last] = [pairOf(turns.fast), pairOf(turns.slow)];
      const from = Math.max(isTruncated ? Math.floor(first) : first, 0);
      const to = Math.min(isTruncated ? Math.ceil(last) : last, headSize - 1);
      // transformers keeps the two apart by the same small number.
      const width = from === to ? 0.001 : to - from;
      return plain.map((frequency, pair) => {
        const divided = Math.min(1, Math.max(0, (pair - from) / width));
        return (divided * frequency) / factor + (1 - divided) * frequency;
      });
    }
    default:
      return assertNever(parameters);
  }
}

/** What the cosines and sines of the rotation are multiplied with. */
export function rotaryScale(parameters: RotaryParameters | null): number {
  return parameters?.kind === 'yarn' ? parameters.scale : 1;
}
