/** How a part of a token's text is drawn. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** Something without ink, shown by a sign: `sign` is drawn, `text` stands in the layout after it. */
  | { readonly kind: 'mark'; readonly sign: string; readonly text: string }
  /** A byte that is no whole character: two hexadecimal digits. */
  | { readonly kind: 'byte'; readonly digits: string };

/** Where a text is shown: in the running strip, or alone, where its spaces would be lost. */
export type Setting = 'running' | 'alone';

/** Signs that stand in the running text too: what they stand for breaks the line or moves far. */
const always: Readonly<Record<string, string>> = { '\r\n': '↵', '\n': '↵', '\r': '↵', '\t': '→' };

/** Characters without ink that carry meaning, with the name they go by among those who type them. */
const alone: Readonly<Record<string, string>> = {
  ' ': '␣',
  '\u00A0': 'NBSP',
  '\u202F': 'NNBSP',
  '\u180E': 'MVS',
  '\u180B': 'FVS1',
  '\u180C': 'FVS2',
  '\u180D': 'FVS3',
  '\u180F': 'FVS4',
  '\u200C': 'ZWNJ',
  '\u200D': 'ZWJ',
  '\u200B': 'ZWSP',
  '\u200E': 'LRM',
  '\u200F': 'RLM',
};

const parts = /<0x[0-9A-F]{2}>|\r\n|[\s\S]/gu;

/**
 * Divides a token's text into what is drawn as it is and what needs a sign. Invisible characters inside a word are
 * left alone, since a sign there would break the word's shape; at its ends, and where nothing else is, they show.
 */
export function piecesOf(text: string, setting: Setting): readonly Piece[] {
  if (text === '') return [{ kind: 'mark', sign: '∅', text: '' }];
  const characters = text.match(parts) ?? [];
  const inked = characters.map((character) => signOf(character, 'alone') === null);
  const firstInk = inked.indexOf(true);
  const lastInk = inked.lastIndexOf(true);
  const pieces: Piece[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') pieces.push({ kind: 'text', text: run });
    run = '';
  };
  characters.forEach((character, at) => {
    const inside = at > firstInk && at < lastInk;
    const sign = inside && always[character] === undefined ? null : signOf(character, setting);
    if (character.length === 6 && character.startsWith('<0x')) {
      flush();
      pieces.push({ kind: 'byte', digits: character.slice(3, 5) });
    } else if (sign !== null) {
      flush();
      // Alone, a space has only its sign; what shapes its neighbours (NNBSP, MVS, joiners) stays beside its sign.
      const stays = setting === 'running' || (character !== ' ' && always[character] === undefined);
      pieces.push({ kind: 'mark', sign, text: stays ? character : '' });
    } else {
      run += character;
    }
  });
  flush();
  return pieces;
}

function signOf(character: string, setting: Setting): string | null {
  return always[character] ?? (setting === 'alone' ? alone[character] : undefined) ?? null;
}
