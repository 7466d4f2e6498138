import type { Locator } from '@playwright/test';
import type { LanguageTag } from '../../src/engine/text/languages.ts';
import { expect, test } from './fixtures.ts';
import { TextPreviewPanel } from './panels.ts';
import { sample, samples } from './samples.ts';

const box = async (locator: Locator) => (await locator.boundingBox())!;

/** Left and top edges, in the order in which the text is read. */
async function runsAsItsScript(tag: LanguageTag, preview: TextPreviewPanel): Promise<void> {
  const text = await box(preview.current.locator('[data-start]').last());
  const ghost = await box(preview.ghost);
  switch (tag) {
    case 'mn-Mong':
      await expect(preview.passages.last()).toHaveCSS('writing-mode', 'vertical-lr');
      // In the same column below, or in the next column to the right.
      expect(ghost.x + ghost.width).toBeGreaterThan(text.x);
      break;
    case 'ug':
    case 'kk-Arab':
      await expect(preview.passages.last()).toHaveCSS('direction', 'rtl');
      // To the left on the same line, or on the next line.
      expect(ghost.x < text.x + text.width / 2 || ghost.y > text.y).toBe(true);
      break;
    case 'bo':
    case 'kk-Cyrl':
    case 'mn-Cyrl':
      await expect(preview.passages.last()).toHaveCSS('direction', 'ltr');
  }
}

for (const { tag, name, passage, typed } of samples) {
  test(`${name} and its grey text stand in their own direction, and follow the writer`, async ({
    openWorkbench,
  }, info) => {
    const start = `${passage}\n\n`;
    const vscode = await openWorkbench({ files: { 'text.md': start } });
    await vscode.untilReady();
    const preview = await TextPreviewPanel.open(vscode);
    await vscode.goToEnd();
    const opening = typed.trim();
    await vscode.insert(opening);
    // Grey text may be there already.
    await expect(preview.current).toContainText(opening);
    const written = typed.trimStart();
    await vscode.insert(written.slice(opening.length));
    const ghost = await vscode.untilGhostText();
    await expect.poll(() => preview.ghost.textContent()).toBe(ghost);
    await expect(preview.passages.last()).toHaveAttribute('lang', tag);
    await runsAsItsScript(tag, preview);
    await vscode.page.screenshot({ path: info.outputPath(`text-preview-${tag}.png`) });
    await vscode.press('Control+ArrowRight');
    const before = start + written;
    await expect.poll(() => vscode.savedText()).not.toBe(before);
    const saved = await vscode.savedText();
    expect(saved.startsWith(before)).toBe(true);
    const taken = saved.slice(before.length);
    expect(taken).not.toBe('');
    expect(ghost.startsWith(taken)).toBe(true);
    if (taken === ghost) return;
    await expect.poll(() => vscode.ghostText()).toBe(ghost.slice(taken.length));
    await expect.poll(() => preview.ghost.textContent()).toBe(ghost.slice(taken.length));
  });
}

test('a click in the preview moves the cursor of the editor', async ({ openWorkbench }) => {
  const { passage } = sample('ug');
  const vscode = await openWorkbench({ files: { 'text.md': `${passage}\n\nئۇلار\n` } });
  await vscode.untilReady();
  const preview = await TextPreviewPanel.open(vscode);
  await vscode.goToEnd();
  await preview.line(2).click();
  await expect(preview.current).toHaveText('ئۇلار');
  await vscode.page.keyboard.insertText(' ھەر');
  await expect.poll(() => vscode.savedText()).toContain('ئۇلار ھەر');
});

test('arrow keys walk on in the preview, however quickly they come', async ({ openWorkbench }) => {
  const lines = Array.from(
    { length: 30 },
    (_, index) => `${index}. ${sample('kk-Cyrl').passage.slice(0, 40)}`,
  );
  const vscode = await openWorkbench({ files: { 'text.md': lines.join('\n') } });
  await vscode.untilReady();
  const preview = await TextPreviewPanel.open(vscode);
  await vscode.goToEnd();
  await expect(preview.current).toHaveText(/^29\. /);
  await vscode.press('Control+Home');
  await expect(preview.current).toHaveText(/^0\. /);
  await preview.current.focus();
  await vscode.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await expect(preview.current).toHaveText(/^5\. /);
  await expect(preview.current).toBeFocused();
  await vscode.press('ArrowUp');
  await expect(preview.current).toHaveText(/^4\. /);
  await expect(preview.current).toBeFocused();
  await vscode.press('Enter');
  await expect(preview.current).not.toBeFocused();
  await vscode.insert('Ж');
  await expect.poll(() => vscode.savedText()).toContain('\nЖ4. ');
});

test('follows the cursor through a long document', async ({ openWorkbench }) => {
  const { passage } = sample('kk-Cyrl');
  const lines = Array.from({ length: 120 }, (_, index) => `${index}. ${passage.slice(0, 40)}`);
  const vscode = await openWorkbench({ files: { 'text.md': lines.join('\n') } });
  await vscode.untilReady();
  const preview = await TextPreviewPanel.open(vscode);
  await vscode.editor.click();
  await expect(preview.line(0)).toBeInViewport();
  await vscode.press('Control+End');
  await expect(preview.frame.getByText(/^119\. /)).toBeInViewport();
  await vscode.press('Control+Home');
  await expect(preview.frame.getByText(/^0\. /)).toBeInViewport();
  // The mouse wheel moves the text under the cursor, and the preview goes along.
  await vscode.editor.hover();
  await vscode.page.mouse.wheel(0, 1200);
  await expect(preview.frame.getByText(/^0\. /)).not.toBeInViewport();
});

test('grey text that is sent away leaves the preview too', async ({ openWorkbench }) => {
  const { passage, typed } = sample('kk-Cyrl');
  const vscode = await openWorkbench({ files: { 'text.md': `${passage}\n\n` } });
  await vscode.untilReady();
  const preview = await TextPreviewPanel.open(vscode);
  await vscode.goToEnd();
  await vscode.insert(typed.trim());
  await vscode.command('TriMix: Suggest a Completion');
  const ghost = await vscode.untilGhostText();
  await expect.poll(() => preview.ghost.textContent()).toBe(ghost);
  await vscode.press('Escape');
  await expect.poll(() => vscode.ghostText()).toBe('');
  await expect(preview.ghost).toHaveCount(0);
  // It was the grey text that went, not what was written.
  await vscode.expectSavedText(`${passage}\n\n${typed.trim()}`);
});
