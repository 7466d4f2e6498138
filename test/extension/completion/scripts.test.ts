import { describe, expect, it } from 'vitest';
import { hasOurScript } from '../../../src/extension/completion/scripts.ts';

describe('the hint that the server may be needed', () => {
  it.each(['a བོ', 'ئۇ', 'قاز', 'қаз', 'ᠮᠣ', 'мон', 'ﺉ'])('%s: yes', (text) => {
    expect(hasOurScript(text)).toBe(true);
  });
  it.each(['', 'plain English, 1 2 3', '中文', 'ελληνικά', '𝔘😀', 'मराठी'])('%s: no', (text) => {
    expect(hasOurScript(text)).toBe(false);
  });
});
