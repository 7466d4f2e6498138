import { english, type Draft, type Words } from './en.ts';

/** The words of a draft that is read from left to right; what it lacks stays English. */
export function overEnglish(draft: Draft): Words {
  return laidOver(english, draft, (text) => text) as Words;
}

/** The same for a draft that is read from right to left: there English stands in an isolate of its own direction. */
export function overIsolatedEnglish(draft: Draft): Words {
  return laidOver(english, draft, isolated) as Words;
}

/** What has no letters of its own, such as `{time} · {task}`, runs as the page does. */
function isolated(text: string): string {
  return /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, '')) ? `\u2066${text}\u2069` : text;
}

/** Walks both trees; the forms of a plural are taken together, since each language has its own. */
function laidOver(original: object, own: object, asEnglish: (text: string) => string): object {
  const entries = new Map<string, unknown>(Object.entries(own));
  return Object.fromEntries(
    Object.entries(original).map(([key, part]: [string, unknown]) => {
      const ownPart = entries.get(key);
      if (ownPart !== undefined && !(isTree(part) && isTree(ownPart) && !isPlural(part)))
        return [key, ownPart];
      if (typeof part === 'string') return [key, asEnglish(part)];
      if (!isTree(part)) throw new Error(`No words at ${key}.`);
      return [key, laidOver(part, isTree(ownPart) ? ownPart : {}, asEnglish)];
    }),
  );
}

function isTree(part: unknown): part is object {
  return typeof part === 'object' && part !== null;
}

function isPlural(part: object): boolean {
  return 'other' in part;
}
