import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { kazakhArabicFiles } from '../../../scripts/kazakhArabic/files.ts';
import { inArabicScript } from '../../../scripts/kazakhArabic/words.ts';
import { projectRoot } from '../../../scripts/stage.ts';

describe('the interface in Kazakh in Arabic script', () => {
  it('is the Cyrillic draft, converted: run «npm run make:kazakh-arabic»', async () => {
    const files = await kazakhArabicFiles();
    expect(files.size).toBe(3);
    for (const [file, text] of files)
      expect(text, file).toBe(await readFile(path.join(projectRoot, file), 'utf8'));
  });

  it('keeps places, names and links', () => {
    expect(inArabicScript('{from} → {to}')).toBe('{from} ← {to}');
    expect(inArabicScript('{0}: {1}, {2}; Ctrl+→')).toBe('{0}: {1}، {2}؛ Ctrl+→');
    expect(inArabicScript('[Орнату](command:trimix.installTrio) large-ins')).toBe(
      '[ورناتۋ](command:trimix.installTrio) large-ins',
    );
  });
});
