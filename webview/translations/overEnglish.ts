import { english, type Draft, type Words } from './en.ts';

/** The words of a draft; what it lacks stays English. */
export function overEnglish(draft: Draft): Words {
  return laidOver(english, draft) as Words;
}

/** Walks both trees; the forms of a plural are taken together, since each language has its own. */
function laidOver(original: object, own: object): object {
  const entries = new Map<string, unknown>(Object.entries(own));
  return Object.fromEntries(
    Object.entries(original).map(([key, part]: [string, unknown]) => {
      const ownPart = entries.get(key);
      if (ownPart === undefined) return [key, part];
      return [key, isGroup(part) && isGroup(ownPart) ? laidOver(part, ownPart) : ownPart];
    }),
  );
}

function isGroup(part: unknown): part is object {
  return typeof part === 'object' && part !== null && !('other' in part);
}
