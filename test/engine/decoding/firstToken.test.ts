import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objection, type CandidateContext } from '../../../src/engine/decoding/candidateGuards.ts';
import { TextStream } from '../../../src/engine/decoding/textStream.ts';
import { scriptAtJoint, wordAtJoint } from '../../../src/engine/decoding/wordAtJoint.ts';
import { complete, defaultRule, type CompletionRequest, type Trio } from '../../../src/engine/index.ts';
import { language, languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { countLetters, scriptOfLetter } from '../../../src/engine/text/letters.ts';
import { describeToken } from '../../../src/engine/tokenizer/tokenizer.ts';
import { loadDemo } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

function contextAfter(textBefore: string, tag: LanguageTag, written = ''): CandidateContext {
  const stream = new TextStream();
  stream.push(new TextEncoder().encode(written));
  return {
    tokenizer: trio.tokenizer,
    endIds: trio.endOfTextIds,
    generated: [],
    stream,
    language: tag,
    textBefore,
    joint: scriptAtJoint(textBefore, language(tag).script),
    onOneLine: false,
    mayCircle: false,
  };
}

/** Whether a token's first letter, where it has a whole one, is of the script. */
function firstScript(id: number): string | null {
  for (const character of describeToken(trio.tokenizer, id).replace(/<0x[0-9A-F]{2}>/g, '')) {
    const script = scriptOfLetter(character);
    if (script !== 'Zyyy') return script;
  }
  return null;
}

const allIds = (): readonly number[] => Array.from({ length: trio.tokenizer.vocabularySize }, (_, id) => id);

describe.each(languageTags)('the first token in %s', (tag) => {
  const { script } = language(tag);
  const before = `${paragraphs(tag)[0]!.slice(0, 40).trimEnd()} `;

  it('never begins a word in another script, and may be any part of its own', () => {
    const context = contextAfter(before, tag);
    let own = 0;
    for (const id of allIds()) {
      const first = firstScript(id);
      const taken = objection(id, context) === null;
      if (first !== null && first !== script) expect(taken, describeToken(trio.tokenizer, id)).toBe(false);
      if (first === script && taken) own++;
    }
    expect(own).toBeGreaterThan(200);
    // The first byte of a letter is a token by itself.
    const lead = new TextEncoder().encode(/\p{L}/u.exec(paragraphs(tag)[0]!)![0])[0]!;
    const partial = allIds().find((id) => {
      const bytes = trio.tokenizer.bytes(id);
      return bytes.length === 1 && bytes[0] === lead;
    });
    expect(partial === undefined ? 'no such token' : objection(partial, context)).toBeNull();
  });

  it('may finish a foreign word that the writer has begun, and no other', () => {
    const context = contextAfter(`${before}Wind`, tag);
    const texts = allIds()
      .filter((id) => objection(id, context) === null)
      .map((id) => describeToken(trio.tokenizer, id));
    expect(texts.some((text) => /^[a-z]+$/u.test(text))).toBe(true);
    expect(
      texts.filter((text) => /[^\p{L}].*\p{Script=Latin}/u.test(text.replace(/<0x[0-9A-F]{2}>/g, ''))),
    ).toEqual([]);
    const after = contextAfter(`${before}Wind`, tag, 'ows ');
    expect(allIds().filter((id) => firstScript(id) === 'Latn' && objection(id, after) === null)).toEqual([]);
  });

  it('is right in what the models really write, with and without drafts', async () => {
    for (const prefix of [before, `${before}Wind`, `${before}(`, `${before}2024 `]) {
      const request: CompletionRequest = {
        prefix,
        language: tag,
        maxTokens: 8,
        endAt: 'none',
        rule: defaultRule,
        sampling: { kind: 'greedy' },
      };
      const { text } = await complete(trio, request);
      expect((await complete(trio, request, {}, { speculate: false })).text).toBe(text);
      const joint = scriptAtJoint(prefix, script);
      const rest = text.slice(wordAtJoint(text, joint));
      const first = Array.from(rest, scriptOfLetter).find((found) => found !== 'Zyyy');
      if (first !== undefined) expect(first).toBe(script);
      expect(countLetters(rest).Hans).toBe(0);
    }
  });
});

describe('the word at the joint', () => {
  it.each<[string, LanguageTag, string | null]>([
    ['བོད་Wind', 'bo', 'Latn'],
    ['བོད་Wind ', 'bo', null],
    ['བོད་', 'bo', null],
    ['བོད', 'bo', null],
    ['سۆز Каз', 'ug', 'Cyrl'],
    ['сөз е\u0301', 'kk-Cyrl', null],
    ['сөз é', 'kk-Cyrl', 'Latn'],
    ['сөз cafe\u0301', 'kk-Cyrl', 'Latn'],
    ['үг 北', 'mn-Cyrl', 'Hans'],
    ['үг αβ', 'mn-Cyrl', 'Zzzz'],
    ['MP3', 'mn-Cyrl', null],
    ['', 'mn-Cyrl', null],
  ])('%j in %s: %s', (before, tag, expected) => {
    expect(scriptAtJoint(before, language(tag).script)).toBe(expected);
  });

  it('goes on with letters of its script only', () => {
    expect(wordAtJoint('ows 11 дегі', 'Latn')).toBe(3);
    expect(wordAtJoint('тің', 'Latn')).toBe(0);
    expect(wordAtJoint('ows', null)).toBe(0);
  });
});
