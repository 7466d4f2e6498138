import type { ScriptCode } from './languages.ts';

/** A script that has a code of its own here. */
export type KnownScript = Exclude<ScriptCode, 'Zyyy' | 'Zzzz'>;

/** One letter or combining mark of each script; modifier letters that several scripts share belong to none. */
const letterOf = {
  Tibt: /\p{Script=Tibetan}/u,
  Arab: /\p{Script=Arabic}/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Mong: /\p{Script=Mongolian}/u,
  Latn: /\p{Script=Latin}/u,
  Hans: /\p{Script=Han}/u,
} as const satisfies Record<KnownScript, RegExp>;

const scripts = Object.keys(letterOf) as KnownScript[];

/** Letters with the marks that belong to them: Tibetan subjoined letters and vowel signs are marks. */
const letterOrMark = /[\p{L}\p{M}]/u;

/** The script of one letter or mark: `Zyyy` for what is no letter or is common to scripts, `Zzzz` for any other script. */
export function scriptOfLetter(character: string): ScriptCode {
  if (!letterOrMark.test(character)) return 'Zyyy';
  for (const script of scripts) {
    if (letterOf[script].test(character)) return script;
  }
  return /[\p{Script=Common}\p{Script=Inherited}]/u.test(character) ? 'Zyyy' : 'Zzzz';
}

/** Letters and marks (code points) of each script in a text; signs common to scripts are not counted. */
export function countLetters(text: string): Readonly<Record<KnownScript | 'Zzzz', number>> {
  const counts = { Tibt: 0, Arab: 0, Cyrl: 0, Mong: 0, Latn: 0, Hans: 0, Zzzz: 0 };
  for (const [character] of text.matchAll(/[\p{L}\p{M}]/gu)) {
    const script = scriptOfLetter(character);
    if (script !== 'Zyyy') counts[script]++;
  }
  return counts;
}
