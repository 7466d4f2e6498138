import type { ScriptNeeds } from './scriptNeeds.ts';

/** Families that every browser has by some font of its own. */
const generic = new Set(['monospace', 'serif', 'sans-serif', 'system-ui', 'ui-monospace']);

/** A name, in quotes or not; a comma inside quotes belongs to it. */
const family = /(?:"[^"]*"|'[^']*'|[^,"'])+/gu;

/**
 * A CSS list of fonts with others added that it lacks, and otherwise as it was: what the first font can write, it goes
 * on writing.
 */
export function withFonts(
  list: string,
  { fonts, fontPlace }: Pick<ScriptNeeds, 'fonts' | 'fontPlace'>,
): string {
  const known = (list.match(family) ?? []).map((name) => name.trim()).filter((name) => name !== '');
  const names = new Set(known.map((name) => bare(name).toLowerCase()));
  const added = fonts.filter((name) => !names.has(name.toLowerCase())).map((name) => `'${name}'`);
  if (added.length === 0) return list;
  const last = known.at(-1);
  const end = last !== undefined && generic.has(last) ? known.length - 1 : known.length;
  return known.toSpliced(fontPlace === 'last' ? end : Math.min(1, end), 0, ...added).join(', ');
}

function bare(name: string): string {
  return name.replace(/^["']|["']$/gu, '');
}
