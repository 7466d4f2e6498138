import { expect } from 'vitest';
import { complete, defaultRule, loadTrio } from '../../../src/engine/index.ts';
import type { LanguageTag } from '../../../src/engine/text/languages.ts';
import { scriptShare } from '../../../src/engine/text/scriptWatch.ts';
import type { InstalledTrio } from '../../../src/models/index.ts';
import { paragraphs } from '../../engine/udhr.ts';

/** Loads a trio as the engine does, and has it complete a text in a language. @returns the completion */
export async function expectWrites(
  { directory }: Pick<InstalledTrio, 'directory'>,
  language: LanguageTag,
): Promise<string> {
  const trio = await loadTrio(directory, { executionProvider: 'cpu', language });
  try {
    const { text } = await complete(trio, {
      prefix: paragraphs(language)[2]!.slice(0, 60),
      language,
      maxTokens: 12,
      endAt: 'none',
      rule: defaultRule,
      sampling: { kind: 'greedy' },
    });
    expect(text).not.toBe('');
    expect(scriptShare(text, language)).toBeGreaterThan(0.7);
    return text;
  } finally {
    await trio.dispose();
  }
}
