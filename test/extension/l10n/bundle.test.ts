import { describe, expect, it } from 'vitest';
import { bundleFile, bundleLocaliser, parseBundle } from '../../../src/extension/l10n/bundle.ts';

describe('the words of a bundle', () => {
  const { t } = bundleLocaliser(parseBundle('{ "{0} of {1}": "{1}: {0}", "Disk": 3 }'));

  it('are said with their arguments', () => {
    expect(t('{0} of {1}', 2, 'three')).toBe('three: 2');
  });

  it('are English where the bundle has none, arguments included', () => {
    expect(t('{0} left', '3 s')).toBe('3 s left');
    expect(t('Disk')).toBe('Disk');
    expect(t('toString')).toBe('toString');
  });

  it('keep a place for which there is no argument', () => {
    expect(t('{0} of {1}', 2)).toBe('{1}: 2');
  });

  it('stand in the files that VS Code looks for', () => {
    expect(bundleFile('kk-Arab')).toBe('bundle.l10n.kk-arab.json');
    expect(bundleFile('zh-cn')).toBe('bundle.l10n.zh-cn.json');
  });
});
