import { expect, test } from './fixtures.ts';
import { InspectorPanel } from './panels.ts';
import { sample } from './samples.ts';

/** How VS Code draws with each theme. */
const themes = {
  'Default Light Modern': 'vs',
  'Default Dark Modern': 'vs-dark',
  'Default High Contrast': 'hc-black',
} as const;

/** Of one window, whose theme changes. */
const anyTheme = { 'workbench.colorTheme': 'Default Light Modern' };

for (const [theme, drawn] of Object.entries(themes)) {
  test(`the inspector shows who decided each token (${theme})`, async ({ openWorkbench }, info) => {
    const { passage, typed } = sample('kk-Cyrl');
    const vscode = await openWorkbench({ files: { 'text.md': passage }, settings: anyTheme });
    await vscode.untilReady();
    await vscode.writeWorkspaceSettings({ 'workbench.colorTheme': theme });
    await expect(vscode.page.locator(`.monaco-workbench.${drawn}`)).toBeVisible();
    await vscode.command('TriMix: Open Fusion Inspector');
    await vscode.goToEnd();
    await vscode.insert(typed);
    const ghost = await vscode.untilGhostText();
    const inspector = await InspectorPanel.of(vscode);
    await expect(inspector.outcome).toHaveText(/\d+ tokens?, ended /);
    const tokens = await inspector.tokens.count();
    expect(tokens).toBeGreaterThan(1);
    expect(await inspector.outcome.textContent()).toMatch(new RegExp(`^${tokens} tokens?`));

    // The strip says what was written; healed tokens may reach back into what stands before the cursor.
    const strip = (await inspector.frame.getByRole('listbox').textContent()) ?? '';
    expect(strip).toContain(ghost.trim().slice(0, 3));

    await inspector.tokens.first().click();
    await expect(inspector.card.getByRole('heading', { level: 2 })).toHaveText(`Token 1 of ${tokens}`);
    const bars = await inspector.contributions();
    expect(bars.map(({ label }) => label)).toEqual(['large-ins', 'small-cpt', 'small-base', 'Sum']);
    const sum = bars.slice(0, 3).reduce((total, { value }) => total + value, 0);
    // Each value is rounded for the eye.
    expect(Math.abs(sum - (bars[3]?.value ?? NaN))).toBeLessThan(0.03);
    await expect(inspector.card.getByText('= margin')).toBeVisible();
    const head = inspector.card.getByRole('table').getByRole('columnheader');
    await expect(head).toHaveText([/Measure/, /fused/, /large-ins/, /small-cpt/, /small-base/]);
    await expect(inspector.card.getByRole('rowheader', { name: /^Rank/ })).toBeVisible();

    await vscode.page.screenshot({ path: info.outputPath('inspector.png') });
  });
}

test('the inspector is walked through by keyboard', async ({ openWorkbench }) => {
  const { passage, typed } = sample('ug');
  const vscode = await openWorkbench({ files: { 'text.md': passage } });
  await vscode.untilReady();
  await vscode.command('TriMix: Open Fusion Inspector');
  await vscode.goToEnd();
  await vscode.insert(typed);
  await vscode.untilGhostText();
  const inspector = await InspectorPanel.of(vscode);
  await expect(inspector.outcome).toHaveText(/ended /);
  const title = inspector.card.getByRole('heading', { level: 2 });
  await inspector.tokens.first().focus();
  await expect(title).toHaveText(/^Token 1 of /);
  // Uyghur runs from right to left: the next token lies to the left.
  await vscode.press('ArrowLeft');
  await expect(title).toHaveText(/^Token 2 of /);
  await vscode.press('End');
  await expect(title).toHaveText(new RegExp(`^Token ${await inspector.tokens.count()} of `));
});
