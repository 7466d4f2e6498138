import { describe, expect, it } from 'vitest';
import type { TranslationTag } from '../../../src/protocol/engineTypes.ts';
import { ScriptLanguages } from '../../../src/extension/textPreview/scriptLanguages.ts';

/** A document's memory of languages, and what it asked, learned and complained of. */
function remembering(answer: (text: string) => TranslationTag | null | Error) {
  const asked: string[] = [];
  const warnings: string[] = [];
  let learned = 0;
  const languages = new ScriptLanguages(
    (text) => {
      asked.push(text);
      const found = answer(text);
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
    () => learned++,
    (message) => warnings.push(message),
  );
  return { languages, asked, warnings, learned: () => learned };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the languages of a document', () => {
  it('are certain where a script has only one', () => {
    const { languages, asked } = remembering(() => 'ug');
    languages.ask('Tibt', 'བོད་');
    expect([languages.of('Tibt'), languages.of('Mong'), languages.of('other')]).toEqual([
      'bo',
      'mn-Mong',
      null,
    ]);
    expect(asked).toEqual([]);
  });

  it('are asked for once, and told when they are learned', async () => {
    const { languages, asked, learned } = remembering(() => 'ug');
    expect(languages.of('Arab')).toBeNull();
    languages.ask('Arab', 'ئۇلار');
    languages.ask('Arab', 'ئۇلار');
    await settled();
    languages.ask('Arab', 'ئۇلار ھەر');
    expect([languages.of('Arab'), asked.length, learned()]).toEqual(['ug', 1, 1]);
  });

  it('are asked for again while the answer is not known and the text is another', async () => {
    const { languages, asked } = remembering((text) => (text.length > 3 ? 'kk-Cyrl' : null));
    languages.ask('Cyrl', 'бір');
    await settled();
    languages.ask('Cyrl', 'бір');
    languages.ask('Cyrl', 'бірақ');
    await settled();
    expect([languages.of('Cyrl'), asked.length]).toEqual(['kk-Cyrl', 2]);
  });

  it('stay unknown when the question fails', async () => {
    const { languages, warnings } = remembering(() => new Error('gone'));
    languages.ask('Cyrl', 'бір');
    await settled();
    expect(languages.of('Cyrl')).toBeNull();
    expect(warnings).toHaveLength(1);
  });
});
