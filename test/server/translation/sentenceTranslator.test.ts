import { describe, expect, it } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { documentPieces } from '../../../src/engine/markup/documentPieces.ts';
import type { MarkupFormat } from '../../../src/engine/markup/format.ts';
import type { TranslationExample } from '../../../src/engine/tasks/requests.ts';
import type { StopReason } from '../../../src/protocol/engineTypes.ts';
import { translateSentence, type TranslateLine } from '../../../src/server/translation/sentenceTranslator.ts';
import { precedingSentences } from '../../../src/server/translation/precedingSentences.ts';

function sentenceIn(text: string, format: MarkupFormat) {
  const piece = documentPieces(text, format, 'en').find(({ kind }) => kind === 'sentence');
  if (piece?.kind !== 'sentence') throw new Error(`no sentence in ${text}`);
  return piece.sentence;
}

async function translated(
  text: string,
  answer: (
    line: string,
    examples: readonly TranslationExample[],
  ) => string | { text: string; stop: StopReason },
  {
    format = 'markdown',
    examples = [],
  }: { format?: MarkupFormat; examples?: readonly TranslationExample[] } = {},
) {
  const asked: string[] = [];
  const beginnings: string[] = [];
  const translate: TranslateLine = ({ text: line, beginsSentence }, given) => {
    asked.push(line);
    if (beginsSentence) beginnings.push(line);
    const answered = answer(line, given);
    return Promise.resolve(typeof answered === 'string' ? { text: answered, stop: 'natural-end' } : answered);
  };
  const result = await translateSentence(sentenceIn(text, format), {
    destination: { format, language: 'kk-Cyrl' },
    maxTokens: 99,
    examples,
    translate,
    onText: () => undefined,
  });
  return { ...result, asked, beginnings };
}

describe('a sentence with markup in it', () => {
  const source = 'Run `npm ci` before **the first** start.';

  it('is taken whole when the model copies what has to stay, in the order of the target language', async () => {
    const { text, asked, warning } = await translated(
      source,
      () => '**Алғашқы** іске қосу алдында `npm ci` орындаңыз.',
    );
    // The order of the two elements changed: not taken. The runs are translated instead.
    expect(asked).toHaveLength(5);
    expect(text).toContain('`npm ci`');
    expect(warning).toBeNull();
    const whole = await translated(source, () => 'Орындаңыз: `npm ci`, содан кейін **алғашқы** бастау.');
    expect(whole).toMatchObject({
      text: 'Орындаңыз: `npm ci`, содан кейін **алғашқы** бастау.',
      asked: [source],
    });
  });

  it.each([
    ['leaves an element out', 'Орындаңыз npm ci **алғашқы** бастау.'],
    ['writes an element twice', '`npm ci` `npm ci` **алғашқы** бастау.'],
    ['adds markup', 'Орындаңыз `npm ci` [мұнда](http://x) **алғашқы** бастау.'],
    ['leaves nothing between signs', 'Орындаңыз `npm ci` **** бастау.'],
    ['puts white space at signs', 'Орындаңыз `npm ci` ** алғашқы** бастау.'],
  ])('is translated between its elements when the model %s', async (_, whole) => {
    const { text, asked } = await translated(source, (line) => (line === source ? whole : 'сөз'));
    expect(text).toBe('сөз `npm ci` сөз **сөз** сөз');
    expect(asked).toEqual([source, 'Run', 'before', 'the first', 'start.']);
  });

  it.each([
    ['Run `npm ci` before **the first** start.', ['Run']],
    ['**Run** it before [the first](x.md) start.', ['Run']],
    ['`npm ci` runs **before** the start.', []],
    ['[The first](x.md) start is **slow**.', ['The first']],
  ])('begins once, if at all, between its elements: %s', async (text, runs) => {
    const { beginnings } = await translated(text, (line) => (line === text ? '' : 'сөз'));
    expect(beginnings.filter((line) => line !== text)).toEqual(runs);
  });

  it('cannot be broken by what the model writes', async () => {
    const odd = 'а|b <i> *x* `y` [z](w) $1 \\';
    const { text } = await translated('| A cell. |\n| --- |', () => odd);
    expect(text).toBe('а\\|b \\<i\\> \\*x\\* \\`y\\` \\[z\\](w) \\$1 \\\\');
    expect((await translated('<p>A text.', () => 'a < b & c', { format: 'html' })).text).toBe(
      'a &lt; b &amp; c',
    );
    expect((await translated('A text.', () => '5 % {x} \\y', { format: 'latex' })).text).toBe(
      '5 \\% \\{x\\} \\textbackslash{}y',
    );
    expect((await translated('A text.', () => '1. Бір', {})).text).toBe('1\\. Бір');
  });

  it('keeps the lines of a quotation', async () => {
    const { text } = await translated('> one two three\n> four five six.', () => 'бір екі үш төрт бес алты.');
    expect(text).toBe('бір екі үш\n> төрт бес алты.');
  });
});

describe('a sentence that cannot be translated', () => {
  const tooLong = new TriMixError('text-too-long', { tokens: 9, limit: 5 });

  it('is asked for without its context before it is given up', async () => {
    const examples = [{ source: 'One.', target: 'Бір.' }];
    const { text, asked } = await translated(
      'Two.',
      (_, given) => {
        if (given.length > 0) throw tooLong;
        return 'Екі.';
      },
      { examples },
    );
    expect(asked).toHaveLength(2);
    expect(text).toBe('Екі.');
  });

  it('stays as it is, and says so', async () => {
    const failed = await translated('A *long* one.', () => {
      throw tooLong;
    });
    expect(failed.text).toBe('A *long* one.');
    expect(failed.warning).toEqual({ kind: 'too-long' });
    const empty = await translated('A text.', () => '');
    expect(empty.text).toBe('A text.');
    expect(empty.warning).toEqual({ kind: 'nothing-written' });
  });

  it('says why it may lack something', async () => {
    const { warning } = await translated('A text.', () => ({ text: 'x', stop: 'max-tokens' }));
    expect(warning).toEqual({ kind: 'max-tokens', limit: 99 });
  });
});

describe('the context of a sentence', () => {
  it('is left out when the model only copied it', async () => {
    const examples = [{ source: 'One.', target: 'Бір.' }];
    const copying = (_: string, given: readonly TranslationExample[]) => (given.length > 0 ? 'Бір.' : 'Екі.');
    expect(await translated('Two.', copying, { examples })).toMatchObject({
      text: 'Екі.',
      asked: ['Two.', 'Two.'],
    });
    expect(await translated('One.', copying, { examples })).toMatchObject({ text: 'Бір.', asked: ['One.'] });
  });

  it('is the last two pairs that are short enough', () => {
    const pair = (source: string) => ({ source, target: 'т' });
    expect(precedingSentences([pair('a'), pair('b'), pair('c'), pair('d'.repeat(600))])).toEqual([
      pair('b'),
      pair('c'),
    ]);
  });
});
