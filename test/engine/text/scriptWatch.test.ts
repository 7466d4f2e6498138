import { describe, expect, it } from 'vitest';
import { language, languageTags, type LanguageTag } from '../../../src/engine/text/languages.ts';
import { leavesScript, scriptShare } from '../../../src/engine/text/scriptWatch.ts';
import { samples } from './samples.ts';

describe('scriptShare', () => {
  it('ignores digits, punctuation and spaces', () => {
    expect(scriptShare('2024 — 50 %, (3)!', 'bo')).toBe(1);
    expect(scriptShare('', 'ug')).toBe(1);
    expect(scriptShare('མི 3', 'bo')).toBe(1);
  });

  it('counts letters and their marks', () => {
    expect(scriptShare('аб ab', 'kk-Cyrl')).toBe(0.5);
    expect(scriptShare('ٴبىر', 'kk-Arab')).toBe(1);
    expect(scriptShare('中文', 'zh')).toBe(1);
    expect(scriptShare('αβγ', 'en')).toBe(0);
  });
});

describe('leavesScript', () => {
  it.each(languageTags)('passes real lines, and catches lines of every other script: %s', (tag) => {
    for (const line of samples[tag]) expect(leavesScript(line, tag)).toBe(false);
    for (const other of [...languageTags, 'en', 'zh'] as const) {
      if (language(other).script === language(tag).script) continue;
      for (const line of samples[other]) {
        expect(leavesScript(line, tag)).toBe(true);
        expect(leavesScript(`${samples[tag][0]} ${line}`, tag)).toBe(true);
      }
    }
  });

  it.each<[LanguageTag, string]>([
    ['kk-Cyrl', 'Мен Visual Studio'],
    ['ug', 'بۇ GitHub دىكى'],
    ['bo', 'Windows ནང་'],
    ['mn-Cyrl', 'Энэ бол 北京'],
    ['bo', 'en'],
  ])('tolerates a name: %s %s', (tag, text) => {
    expect(leavesScript(text, tag)).toBe(false);
  });
});
