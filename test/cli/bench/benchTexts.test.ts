import { describe, expect, it } from 'vitest';
import { beginnings, longText, translations } from '../../../src/cli/bench/benchTexts.ts';
import { readHeldOut } from '../../../src/cli/evaluation/heldOut.ts';
import { passages } from '../../../src/cli/bench/passages.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { packageRoot } from '../runCli.ts';

const nowhere = '/nowhere';

describe.each(languageTags)('texts to measure with in %s', (tag) => {
  it('begin real texts and end between clusters in the middle', () => {
    const texts = beginnings(packageRoot, tag, 3);
    expect(texts).toHaveLength(3);
    const whole = readHeldOut(packageRoot, tag)!.texts;
    for (const [index, text] of texts.entries()) {
      expect(whole[index]!.startsWith(text)).toBe(true);
      expect(text.length).toBeLessThanOrEqual(Math.ceil(whole[index]!.length / 2));
      const clusters = new Intl.Segmenter(tag).segment(whole[index]!);
      expect(clusters.containing(text.length)!.index).toBe(text.length);
    }
  });

  it('are passages where no held-out text is installed', () => {
    const [text] = beginnings(nowhere, tag, 3);
    expect(text).not.toBe('');
    expect(passages[tag].startsWith(text!)).toBe(true);
    expect(translations(nowhere, tag, 3)).toMatchObject([{ from: tag, to: 'en', text: passages[tag] }]);
  });

  it('are as long as wanted', () => {
    expect(longText(packageRoot, tag, 5000).length).toBeGreaterThanOrEqual(5000);
  });
});
