import type { TextDirection, TranslationTag } from '../../protocol/engineTypes.ts';
import type { TextLine, TextPassage } from '../../protocol/textPreview.ts';

/** Scripts that are told apart to set a line: by its direction, and by what languages it may be in. */
export type LineScript = 'Tibt' | 'Arab' | 'Mong' | 'Cyrl' | 'other';

const letters = {
  Tibt: /\p{Script=Tibetan}/gu,
  Arab: /\p{Script=Arabic}/gu,
  Mong: /\p{Script=Mongolian}/gu,
  Cyrl: /\p{Script=Cyrillic}/gu,
  other: /(?!\p{Script=Tibetan}|\p{Script=Arabic}|\p{Script=Mongolian}|\p{Script=Cyrillic})\p{L}/gu,
} as const satisfies Readonly<Record<LineScript, RegExp>>;

const scripts = Object.keys(letters) as readonly LineScript[];

/** The script of most letters of a line; null where there is no letter. */
export function scriptOfLine(text: string): LineScript | null {
  let best: LineScript | null = null;
  let most = 0;
  for (const script of scripts) {
    const count = text.match(letters[script])?.length ?? 0;
    if (count <= most) continue;
    best = script;
    most = count;
  }
  return best;
}

const directions: Readonly<Record<LineScript, TextDirection>> = {
  Tibt: 'left-to-right',
  Arab: 'right-to-left',
  Mong: 'vertical',
  Cyrl: 'left-to-right',
  other: 'left-to-right',
};

/**
 * Puts lines together that are set alike. A line without letters (an empty one, a rule) goes with the lines before it.
 *
 * @param languageOf the language of the lines in a script; null where it is not known
 */
export function passagesOf(
  lines: readonly TextLine[],
  languageOf: (script: LineScript) => TranslationTag | null,
): readonly TextPassage[] {
  const passages: { readonly script: LineScript; readonly lines: TextLine[] }[] = [];
  let waiting: TextLine[] = [];
  for (const line of lines) {
    const script = scriptOfLine(line.text);
    const last = passages.at(-1);
    if (script === null || script === last?.script) (last?.lines ?? waiting).push(line);
    else {
      passages.push({ script, lines: [...waiting, line] });
      waiting = [];
    }
  }
  if (waiting.length > 0) passages.push({ script: 'other', lines: waiting });
  return passages.map(({ script, lines: own }) => ({
    language: languageOf(script),
    direction: directions[script],
    lines: own,
  }));
}
