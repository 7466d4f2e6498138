import { afterAll, beforeAll, expect, it } from 'vitest';
import { complete, defaultRule, TriMixError, type Trio } from '../../../src/engine/index.ts';
import { prefillChunk } from '../../../src/engine/decoding/prefill.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { loadDemo } from '../demo.ts';
import { paragraphs } from '../udhr.ts';

let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

it.each(languageTags)(
  'the next request profits from what a superseded prefill has read: %s',
  async (language) => {
    const request = {
      prefix: paragraphs(language).join('\n').repeat(6).slice(0, 2_000),
      language,
      maxTokens: 4,
      endAt: 'none',
      rule: defaultRule,
      sampling: { kind: 'greedy' },
    } as const;
    const controller = new AbortController();
    let done = 0;
    const superseded = complete(
      trio,
      request,
      {
        signal: controller.signal,
        onPrefill: (read) => {
          done = read;
          if (read >= 2 * prefillChunk) controller.abort(new TriMixError('superseded'));
        },
      },
      { reusePrefix: false },
    );
    await expect(superseded).rejects.toMatchObject({ code: 'superseded' });
    const readAgain: number[] = [];
    const next = await complete(trio, request, { onPrefill: (read) => readAgain.push(read) });
    expect(readAgain[0]).toBeGreaterThan(done);
    const plain = await complete(trio, request, {}, { reusePrefix: false });
    expect(next.text).toBe(plain.text);
  },
);
