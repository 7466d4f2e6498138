import type { Localiser } from '../localiser.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes of a file or of a download, in the decimal units that file managers and hubs use. */
export function fileSize(bytes: number): string {
  return inUnits(bytes, 1000);
}

/** Bytes of memory, in the binary units that memory is sold in: a card with 8 GB holds 8 · 2³⁰ bytes. */
export function memorySize(bytes: number): string {
  return inUnits(bytes, 1024);
}

function inUnits(bytes: number, base: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  // «15.0 GB» says no more than «15 GB».
  return `${Number(value.toFixed(digits))} ${units[unit]}`;
}

/** A time that is left, in the one or two units that matter; in seconds. */
export function duration(l10n: Localiser, seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return l10n.t('{0} s', whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return l10n.t('{0} min', minutes);
  return l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}
