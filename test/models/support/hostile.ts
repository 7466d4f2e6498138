import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';

/** Picks things by chance, the same ones each time. */
export interface Chance {
  /** An integer from 0 to below `end`. */
  readonly below: (end: number) => number;
  readonly of: <Value>(values: readonly Value[]) => Value;
}

export function chance(seed: number): Chance {
  const next = seededGenerator(seed);
  const below = (end: number): number => Math.floor(next() * end);
  return { below, of: (values) => values[below(values.length)]! };
}

/** JSON values that a reader trips over: bounds of number types, wrong types, lookalikes. */
export const nastyValues: readonly unknown[] = [
  null, true, false, '', '0', '-1', 'NaN', '../../etc/passwd', 'a\u0000b', '\u001b[2J', '\ud800', 'x'.repeat(5000),
  0, -0, 1, -1, 0.5, 1e-320, 1e300, -1e300, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 63), 2 ** 64,
  [], [[]], [0], [-1], [1e300, 1e300], [2 ** 53 - 1, 2 ** 53 - 1], [0, 2 ** 53 - 1], new Array(40).fill(1),
  {}, { a: 1 }, { rope_type: 'llama3' }, { type: 'linear', factor: 1e-300 }, { type: 'yarn', factor: 1e12, beta_fast: 1e-6 }, { rope_type: 'yarn', factor: 4 }, ['full_attention'], ['sliding_attention'],
]; // prettier-ignore

/** Replaces, removes or adds one field somewhere in a tree of objects. */
export function spoil(tree: object, { below, of }: Chance): void {
  const nasty = (): unknown => structuredClone(of(nastyValues));
  const objects: Record<string, unknown>[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    objects.push(value as Record<string, unknown>);
    Object.values(value).forEach(collect);
  };
  collect(tree);
  const target = of(objects);
  const keys = Object.keys(target);
  const key = keys.length === 0 ? 'a' : of(keys);
  switch (below(4)) {
    case 0:
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a field that is gone is the case in point
      delete target[key];
      break;
    case 1:
      target[of(['__proto__ ', 'constructor', '', 'x'.repeat(2000), `${key} `])] = nasty();
      break;
    case 2: {
      const value = target[key];
      target[key] = typeof value === 'number' ? value + of([1, -1, 0.5, 4, -4, 2 ** 32]) : nasty();
      break;
    }
    default:
      target[key] = nasty();
  }
}
