import { UsageError } from './failure.ts';

/** Reads an option's value as a number within a range (both ends included). @throws UsageError */
export function parseNumber(option: string, value: string, least: number, most: number): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number) || number < least || number > most) {
    throw new UsageError(`--${option} takes a number from ${least} to ${most}, not «${value}»`);
  }
  return number;
}

/** The same for whole numbers. @throws UsageError */
export function parseInteger(option: string, value: string, least: number, most: number): number {
  const number = parseNumber(option, value, least, most);
  if (!Number.isInteger(number)) throw new UsageError(`--${option} takes a whole number, not «${value}»`);
  return number;
}

/** Narrows an option's value to one of the allowed ones. @throws UsageError */
export function parseChoice<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new UsageError(`--${option} takes one of ${allowed.join(', ')}, not «${value}»`);
  }
  return found;
}
