import type { PerSource } from '../../../src/engine/fusion/sources.ts';
import { perSource } from '../../../src/engine/fusion/sources.ts';
import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';

/** Rows of logits like a model's: normal, standard deviation `spread`. */
export function randomRow(size: number, seed: number, spread = 3): Float32Array {
  const random = seededGenerator(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Float32Array.from({ length: size }, () => spread * normal());
}

/** Three rows that agree in part, as the sources of a trio do. */
export function randomRows(size: number, seed: number): PerSource<Float32Array> {
  const shared = randomRow(size, seed);
  let next = seed;
  return perSource(() => {
    const own = randomRow(size, ++next + 1000);
    return shared.map((value, id) => value + 0.7 * own[id]!);
  });
}
