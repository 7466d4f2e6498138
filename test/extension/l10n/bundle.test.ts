import { describe, expect, it } from 'vitest';
import { linesRightToLeft } from '../../../src/extension/l10n/rightToLeft.ts';
import { bundleFile, bundleLocaliser, parseBundle } from '../../../src/extension/l10n/bundle.ts';

describe('the words of a bundle', () => {
  const words = bundleLocaliser('mn', parseBundle('{ "{0} of {1}": "{1}: {0}", "Disk": 3 }'));

  it('are said with their arguments', () => {
    expect(words.t('{0} of {1}', 2, 'three')).toBe('three: 2');
  });

  it('are English where the bundle has none, arguments included', () => {
    expect(words.t('{0} left', '3 s')).toBe('3 s left');
    expect(words.t('Disk')).toBe('Disk');
    expect(words.t('toString')).toBe('toString');
  });

  it('keep a place for which there is no argument', () => {
    expect(words.t('{0} of {1}', 2)).toBe('{1}: 2');
  });

  it('run from right to left in one piece where their language does, each value in its own direction', () => {
    const uyghur = bundleLocaliser('ug', { '{0} of {1}': '{1} دىن {0}' });
    expect(uyghur.t('{0} of {1}', 2, '78.5 MB')).toBe('\u2067\u206878.5 MB\u2069 دىن 2\u2069');
    // A list of such texts runs as they do: a first letter inside an isolate decides nothing.
    expect(uyghur.t('{0} of {1}', 2, '\u2067بىر\u2069, \u2067ئىككى\u2069')).toMatch(
      /^\u2067\u2067\u2067بىر/u,
    );
    expect(uyghur.t('{0} left', 'x')).toBe('x left');
  });

  it('may have places with names', () => {
    expect(words.t('{file} of {trio}', { file: '{trio} $&', trio: 3 })).toBe('{trio} $& of 3');
    expect(words.t('{file} of {toString}', { file: 'x' })).toBe('x of {toString}');
  });

  it('of the manifest keep their buttons', () => {
    expect(linesRightToLeft('بىر [ئىككى](command:x)\n[ئۈچ](command:y)')).toBe(
      '\u2067بىر [ئىككى](command:x)\u2069\n[ئۈچ](command:y)',
    );
  });

  it('stand in the files that VS Code looks for', () => {
    expect(bundleFile('kk-Arab')).toBe('bundle.l10n.kk-arab.json');
    expect(bundleFile('zh-cn')).toBe('bundle.l10n.zh-cn.json');
  });
});
