const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units, as discs and connections are sold: `3.1 GB`. */
export function formatBytes(bytes: number): string {
  const exponent = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const number = bytes / 1000 ** exponent;
  return `${number.toFixed(exponent === 0 || number >= 100 ? 0 : 1)} ${units[exponent] ?? 'B'}`;
}
