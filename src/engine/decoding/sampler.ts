import { assertNever, TriMixError } from '../errors.ts';
import { argmax } from '../fusion/distribution.ts';
import type { Sampling } from '../tasks/generation.ts';
import { seededGenerator } from './randomGenerator.ts';

/** Takes one id from logits; ids at −∞ are never taken. −1 when nothing is left. */
export type Sampler = (logits: Float32Array, size: number) => number;

/** Tokens below e⁻²⁰ of the best one's probability cannot matter to any top-p cut and are not sorted. */
const negligible = 20;

/**
 * Makes the sampler of a generation. Greedy takes the largest logit, the smaller id in a tie.
 *
 * @throws TriMixError `rule-invalid` for a temperature or top-p out of range
 */
export function makeSampler(sampling: Sampling): Sampler {
  switch (sampling.kind) {
    case 'greedy':
      return argmax;
    case 'top-p':
      return nucleusSampler(sampling.temperature, sampling.topP, sampling.seed);
    default:
      return assertNever(sampling);
  }
}

/** Nucleus sampling (Holtzman et al. 2020): the smallest set of best tokens whose probability reaches topP. */
function nucleusSampler(temperature: number, topP: number, seed: number): Sampler {
  if (!(temperature > 0 && temperature <= 100)) {
    throw new TriMixError('rule-invalid', { reason: `the temperature must be above 0, not ${temperature}` });
  }
  if (!(topP > 0 && topP <= 1)) {
    throw new TriMixError('rule-invalid', { reason: `top-p must be above 0 and at most 1, not ${topP}` });
  }
  const random = seededGenerator(seed);
  return (logits, size) => {
    const best = argmax(logits, size);
    if (best < 0) return -1;
    const shift = logits[best]!;
    const candidates: { id: number; weight: number }[] = [];
    let total = 0;
    for (let id = 0; id < size; id++) {
      const exponent = (logits[id]! - shift) / temperature;
      if (exponent < -negligible) continue;
      const weight = Math.exp(exponent);
      total += weight;
      candidates.push({ id, weight });
    }
    candidates.sort((a, b) => b.weight - a.weight || a.id - b.id);
    let kept = 0;
    let nucleus = 0;
    while (kept < candidates.length && nucleus < topP * total) nucleus += candidates[kept++]!.weight;
    let point = random() * nucleus;
    for (let i = 0; i < kept; i++) {
      point -= candidates[i]!.weight;
      if (point < 0) return candidates[i]!.id;
    }
    return candidates[kept - 1]!.id;
  };
}
