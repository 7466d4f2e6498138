import { UsageError } from './failure.ts';

export { formatBytes } from '../engine/memory/formatBytes.ts';

/** A duration in its two largest units: `1 h 5 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const factors = {
  '': 1,
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
} as const;

/** Reads an option's value as bytes: a number, with a unit where it is not bytes (`800MiB`, `3 GB`). @throws UsageError */
export function parseBytes(option: string, value: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/u.exec(value.trim()) ?? [];
  const factor = Object.entries(factors).find(([name]) => name.toLowerCase() === unit.toLowerCase())?.[1];
  if (number === '' || factor === undefined) {
    throw new UsageError(`--${option} takes a size such as 3GB or 800MiB, not «${value}»`);
  }
  return Math.floor(Number(number) * factor);
}
