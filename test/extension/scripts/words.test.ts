import { describe, expect, it } from 'vitest';
import { lossReport, scriptName } from '../../../src/extension/scripts/words.ts';
import { scriptTags } from '../../../src/engine/scripts/scriptTag.ts';
import type { ConvertScriptResult } from '../../../src/protocol/messages.ts';
import { english } from '../localiser.ts';

const none = { case: 0, variant: 0, spelling: 0, foreign: 0 };
const result = (changes: Partial<ConvertScriptResult>): ConvertScriptResult => ({
  text: '',
  exact: false,
  keepsMarkup: true,
  losses: none,
  examples: [],
  ...changes,
});

describe('what would not come back', () => {
  it('is not spoken of when there is nothing', () => {
    expect(lossReport(english, [result({ exact: true }), result({ exact: true })])).toBeNull();
  });

  it('is counted over all selections, with examples where letters change', () => {
    const report = lossReport(english, [
      result({ exact: true }),
      result({ losses: { ...none, case: 2 } }),
      result({
        losses: { ...none, case: 1, spelling: 1, foreign: 1 },
        examples: [{ source: 'ц', back: 'тс' }],
      }),
    ]);
    expect(report?.summary).toContain('(capitals: 3, other letters: 2)');
    expect(report?.examples).toBe('\u2068ц\u2069 → \u2068тс\u2069');
  });
});

it('says when the result would be read as markup', () => {
  expect(lossReport(english, [result({ keepsMarkup: false })])?.summary).toBe(
    'Some signs of the result would be read as markup of the document.',
  );
});

it('names every script differently', () => {
  expect(new Set(scriptTags.map((tag) => scriptName(english, tag))).size).toBe(scriptTags.length);
});
