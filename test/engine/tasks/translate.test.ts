import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  defaultRule,
  translate,
  translationPrompt,
  type TranslationRequest,
  type Trio,
} from '../../../src/engine/index.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { scriptShare } from '../../../src/engine/text/scriptWatch.ts';
import { loadDemo } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

const request = (overrides: Partial<TranslationRequest>): TranslationRequest => ({
  text: 'All human beings are born free and equal in dignity and rights.',
  from: 'en',
  to: 'bo',
  maxTokens: 40,
  rule: defaultRule,
  sampling: { kind: 'greedy' },
  ...overrides,
});

describe.each(languageTags)('translating %s', (tag) => {
  it('into it gives one line in its script, streamed as returned', async () => {
    let streamed = '';
    const { text } = await translate(trio, request({ to: tag }), { onText: (delta) => (streamed += delta) });
    expect(text).not.toBe('');
    expect(text).not.toMatch(/[\r\n\uFFFD]/);
    expect(scriptShare(text, tag)).toBeGreaterThan(0.7);
    expect(streamed.trimEnd().startsWith(text)).toBe(true);
  });

  it('from it gives English letters', async () => {
    const { text } = await translate(
      trio,
      request({ text: paragraphs(tag)[0]!.slice(0, 90), from: tag, to: 'en' }),
    );
    expect(scriptShare(text, 'en')).toBeGreaterThan(0.7);
  });
});

describe('the document that a translation goes into', () => {
  it('shows how its signs are written, in lines of the target language only, and is no part of the prompt', async () => {
    const text = 'He came, saw the city, and went home, but did not sleep.';
    const into = (document: string) => translate(trio, request({ to: 'ug', text, document, maxTokens: 60 }));
    const ascii = await into('بىر, ئىككى, ئۈچ?');
    const arabic = await into('بىر، ئىككى، ئۈچ؟\nOne, two?');
    expect(arabic.text).toContain('،');
    expect(ascii.text).not.toContain('،');
    expect(ascii.text.replaceAll(',', '،')).toBe(arabic.text);
    expect(ascii.timings.promptTokens).toBe(arabic.timings.promptTokens);
    expect((await into('One, two?')).text).toBe((await into('')).text);
  });
});

describe('the prompt', () => {
  it('is MiLiC-Eval’s, examples first, and knows where the answers stand', () => {
    const { text, targets } = translationPrompt('en', 'kk-Arab', 'Hello.\nHow are you?', [
      { source: 'Yes.', target: 'ٴيا.' },
    ]);
    expect(text).toBe(
      'Please translate the following English text into Kazakh.\nEnglish: Yes.\nKazakh: ٴيا.\n\n' +
        'Please translate the following English text into Kazakh.\nEnglish: Hello. How are you?\nKazakh:',
    );
    expect(targets.map(({ start, end }) => text.slice(start, end))).toEqual([' ٴيا.']);
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', { text: ' \n ' }, 'text-empty'],
    ['half a character', { text: 'a\uDC00' }, 'text-not-well-formed'],
    ['a binary document', { text: '\0\0' }, 'text-binary'],
    ['a huge text', { text: 'word '.repeat(5000) }, 'text-too-long'],
    ['a language into itself', { from: 'kk-Cyrl', to: 'kk-Arab', text: 'сөз' }, 'languages-equal'],
  ] as const)('%s', async (_, overrides, code) => {
    await expect(translate(trio, request(overrides))).rejects.toMatchObject({ code });
  });
});
