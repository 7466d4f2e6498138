import type { LanguageTag } from '../../src/engine/text/languages.ts';
import { expect, test } from './fixtures.ts';
import { sample, samples } from './samples.ts';
import type { Workbench } from './workbench.ts';

/** As VS Code comes: the tests' own profile has what the set-up would propose. */
const asItComes = {
  'editor.fontFamily': "Consolas, 'Courier New', monospace",
  'editor.lineHeight': 0,
  'editor.unicodeHighlight.ambiguousCharacters': true,
  'editor.unicodeHighlight.invisibleCharacters': true,
  'editor.unicodeHighlight.nonBasicASCII': 'inUntrustedWorkspace',
};

const boxes = (vscode: Workbench) => vscode.page.locator('.editor-instance .unicode-highlight');

async function setUp(vscode: Workbench, language: string): Promise<void> {
  await vscode.command('TriMix: Set Up the Editor for…');
  await vscode.choose(language);
  // By the keyboard: what the mouse rests on has a tooltip, which lies over the list.
  await vscode.untilListed('Only in this workspace');
  await vscode.press('ArrowDown', 'ArrowDown', 'Enter');
  await expect(vscode.page.locator('.quick-input-list .monaco-list-row').first()).toContainText('editor.');
}

/**
 * Words that VS Code draws boxes around, though not in Markdown and plain text: all of their letters look like Latin
 * ones, or there are signs that cannot be seen. Tibetan has no such letters.
 */
const suspicious: Readonly<Record<LanguageTag, string>> = {
  bo: '',
  ug: ' ھە ‹ھا› ',
  'kk-Arab': ' ھا اە ',
  'kk-Cyrl': ' осы сор үсу ',
  'mn-Mong': ' ᠨᠡᠷ\u180Eᠡ ᠤᠯᠤᠰ\u202Fᠤᠨ ᠃ ',
  'mn-Cyrl': ' үүр хорь ус ',
};

const inMenu = {
  bo: 'Tibetan',
  ug: 'Uyghur',
  'kk-Arab': 'Kazakh (Arabic script)',
  'kk-Cyrl': 'Kazakh (Cyrillic)',
  'mn-Mong': 'Mongolian (traditional script)',
  'mn-Cyrl': 'Mongolian (Cyrillic)',
} as const;

for (const { tag, name, passage } of samples) {
  test(`${name}: the editor is set up after its settings were shown, and an undo takes it all back`, async ({
    openWorkbench,
  }, info) => {
    const text = passage + suspicious[tag] + passage;
    const vscode = await openWorkbench({ files: { 'text.tex': text }, settings: asItComes });
    await vscode.untilActive();
    if (suspicious[tag] !== '') await expect(boxes(vscode).first()).toBeVisible();
    await vscode.page.screenshot({ path: info.outputPath(`before-${tag}.png`) });
    await setUp(vscode, inMenu[tag]);
    await vscode.page.screenshot({ path: info.outputPath(`shown-${tag}.png`) });
    await vscode.press('Enter');
    await expect(vscode.notifications.first()).toContainText('The editor is set up for');
    await expect(boxes(vscode)).toHaveCount(0);
    await vscode.closeNotifications();
    await vscode.page.screenshot({ path: info.outputPath(`after-${tag}.png`) });
    await vscode.command('TriMix: Undo Editor Set-Up');
    await expect(vscode.notifications.first()).toContainText('as they were before');
    if (suspicious[tag] !== '') await expect(boxes(vscode).first()).toBeVisible();
    await vscode.expectSavedText(text);
  });
}

test('what is not ticked is not written', async ({ openWorkbench }) => {
  const { passage } = sample('mn-Mong');
  const vscode = await openWorkbench({
    files: { 'text.tex': passage + suspicious['mn-Mong'] },
    settings: asItComes,
  });
  await vscode.untilActive();
  await expect(boxes(vscode).first()).toBeVisible();
  await setUp(vscode, inMenu['mn-Mong']);
  await vscode.page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'allowedCharacters' })
    .getByRole('checkbox')
    .click();
  // The box has the keyboard now: Enter would tick it again.
  await vscode.page.locator('.quick-input-widget').getByRole('button', { name: 'OK', exact: true }).click();
  await expect(vscode.notifications.first()).toContainText('2 settings were written');
  await expect(boxes(vscode).first()).toBeVisible();
  await vscode.closeNotifications();
  await vscode.command('TriMix: Undo Editor Set-Up');
  await expect(vscode.notifications.first()).toContainText('as they were before');
});
