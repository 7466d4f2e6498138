import { count, nothingOpen, rewriteMatches, type Convention } from './convention.ts';

const styles = {
  guillemets: { open: '«', close: '»' },
  curly: { open: '“', close: '”' },
  low: { open: '„', close: '“' },
  straight: { open: '"', close: '"' },
} as const;
type Style = keyof typeof styles;

/** After these a quotation begins: a space, a bracket, a dash, another opening quote, or nothing. */
const opens = /(?:^|[\s\p{Ps}\p{Pi}\p{Pd}„"])$/u;

/**
 * Quotation marks. Only a document that has one kind of them tells: writers who use two kinds mean something by that.
 * A straight mark behind a digit measures something.
 */
export const quotes: Convention = {
  read: (document) => {
    const style = styleOf(document);
    if (style === null) return null;
    const { open, close } = styles[style];
    return {
      apply: (text, before) =>
        rewriteMatches(text, before, /[«»“”„]|(?<!\p{N})"/gu, (mark, preceding) => {
          if (style === 'curly' && (mark === open || mark === close)) return mark;
          return isOpening(mark, preceding) ? open : close;
        }),
      open: nothingOpen,
    };
  },
};

function isOpening(mark: string, preceding: string): boolean {
  switch (mark) {
    case '«':
    case '„':
      return true;
    case '»':
    case '”':
      return false;
    default:
      return opens.test(preceding);
  }
}

function styleOf(document: string): Style | null {
  const low = count(document, /„/gu);
  const counts: Readonly<Record<Style, number>> = {
    guillemets: count(document, /[«»]/gu),
    curly: low > 0 ? 0 : count(document, /[“”]/gu),
    low,
    straight: count(document, /(?<!\p{N})"/gu),
  };
  const used = (Object.keys(counts) as Style[]).filter((style) => counts[style] > 0);
  return used.length === 1 ? used[0]! : null;
}
