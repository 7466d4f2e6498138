import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ResponseError } from 'vscode-jsonrpc';
import { TriMixError, type ErrorCode } from '../../src/engine/errors.ts';
import { placesOf, shownErrorTexts, textsOf, type ErrorDetails } from '../../src/engine/errorTexts.ts';
import { errorInWords, explain } from '../../src/extension/explain.ts';
import { bundleFile, bundleLocaliser, parseBundle } from '../../src/extension/l10n/bundle.ts';
import type { InterfaceLanguage } from '../../src/protocol/interfaceLanguages.ts';
import { toResponseError } from '../../src/server/rpc/errors.ts';
import { english } from './localiser.ts';

const wordsIn = (language: Exclude<InterfaceLanguage, 'en'>) =>
  bundleLocaliser(language, parseBundle(readFileSync(`l10n/${bundleFile(language)}`, 'utf8')));
const russian = wordsIn('ru');
const chinese = wordsIn('zh-cn');

/** A request's rejection as it comes out of the language client. */
function arrived(error: TriMixError): ResponseError<unknown> {
  const sent = toResponseError(error);
  if (!('data' in sent)) throw sent;
  const { code, message, data } = sent;
  return new ResponseError(code, message, JSON.parse(JSON.stringify(data)) as unknown);
}
const failing = (code: ErrorCode, details?: ErrorDetails) => arrived(new TriMixError(code, details));

describe('an error of the server', () => {
  it('is said in the language of the interface', () => {
    const error = failing('model-file-missing', { file: '/модели/model.onnx' });
    expect(explain(russian, error)).toBe(
      'Файл модели /модели/model.onnx отсутствует. Модель загрузить нельзя. Установите или преобразуйте её заново.',
    );
    expect(explain(chinese, error)).toBe(
      '模型文件 /модели/model.onnx 缺失，无法加载模型。请重新安装或转换模型。',
    );
    expect(explain(english, error)).toBe(error.message);
  });

  it('is said in words of that language down to its values, where they are words', () => {
    const details = {
      trio: 'Tibetan',
      part: 'all models together',
      needed: '6.6 GB',
      available: '4.0 GB',
      memory: 'graphics memory',
      models: 'large-ins 3.3 GB',
    };
    const text = explain(russian, failing('memory-insufficient', details));
    // The title of a trio is a name, even where it reads like a language.
    expect(text).toBe(
      'Модели Tibetan не помещаются в память (все модели вместе): нужно 6.6 GB, доступно 4.0 GB (видеопамять; каждой модели нужно: large-ins 3.3 GB). Ничего не загружено. Закройте другие программы или выберите тройку моделей поменьше.',
    );
    const inInt4 = { ...details, int4Models: 'small-cpt', int4Needed: '1.7 GB' };
    expect(explain(russian, failing('memory-insufficient', inInt4))).toContain('1.7 GB');
    expect(explain(russian, failing('languages-equal', { language: 'Kazakh' }))).toContain('Казахский');
  });

  it.each(Object.keys(shownErrorTexts) as (keyof typeof shownErrorTexts)[])(
    'leaves no place open: %s',
    (code) => {
      for (const text of textsOf(code)) {
        const details = Object.fromEntries(placesOf(text).map((place) => [place, `‹${place}›`]));
        for (const words of [russian, chinese]) {
          const said = explain(words, failing(code, details));
          expect(said).not.toMatch(/[{}]/u);
          expect(said).not.toBe(new TriMixError(code, details).message);
          for (const value of Object.values(details)) expect(said).toContain(value);
        }
      }
    },
  );

  it('runs from right to left in one piece where the language does, each value in its own direction', () => {
    const text =
      'There is already another trio called {name}. Nothing was changed. Remove it first, or choose another name.';
    const uyghur = bundleLocaliser('ug', { [text]: '{name} بار.' });
    expect(explain(uyghur, failing('trio-name-taken', { name: 'bo' }))).toBe(
      '\u2067\u2068bo\u2069 بار.\u2069',
    );
  });

  it('is said in English where a draft has no words for it', () => {
    const error = failing('text-too-long', { tokens: 9, limit: 8 });
    expect(explain(bundleLocaliser('kk', {}), error)).toBe(error.message);
  });

  it.each<[string, string, unknown]>([
    ['an unknown code', 'to-come', { file: 'x' }],
    ['the name of something inherited', 'constructor', {}],
    ['no details', 'model-file-missing', undefined],
    ['details that are none', 'model-file-missing', 'file'],
    ['a value that is lacking', 'model-file-damaged', { file: 'x' }],
    ['a value that is no text', 'model-file-missing', { file: { toString: 'x' } }],
    ['an inherited value', 'model-file-missing', JSON.parse('{"__proto__":{"file":"x"}}')],
  ])('is said as the server says it for %s', (_name, code, details) => {
    const message = 'What the server said.';
    expect(errorInWords(russian, { code, details, message })).toBe(message);
  });

  it('is what it says itself where it is none of the catalogue', () => {
    expect(explain(russian, new Error('odd'))).toBe('odd');
    expect(explain(russian, 'text')).toBe('text');
  });
});
