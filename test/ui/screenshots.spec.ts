import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { InspectorPanel, PreviewPanel } from './panels.ts';
import { sample } from './samples.ts';

// The pictures of the README, taken from the real thing: npm run screenshots.
const media = path.join(import.meta.dirname, '..', '..', 'media');

const themes = [
  { name: 'light', theme: 'Default Light Modern' },
  { name: 'dark', theme: 'Default Dark Modern' },
] as const;

for (const { name, theme } of themes) {
  const settings = { 'workbench.colorTheme': theme };
  const picture = (what: string) => path.join(media, `${what}-${name}.png`);

  test(`@screenshots ghost text, ${name}`, async ({ openWorkbench }) => {
    const { passage } = sample('kk-Cyrl');
    const vscode = await openWorkbench({ files: { 'text.md': passage }, settings });
    await vscode.untilReady();
    await vscode.goToEnd();
    await vscode.insert(' Біз мектепте ');
    expect(await vscode.untilGhostText()).not.toBe('');
    await vscode.page.screenshot({ path: picture('ghost-text') });
  });

  test(`@screenshots translation preview, ${name}`, async ({ openWorkbench }) => {
    const { passage } = sample('ug');
    const vscode = await openWorkbench({ files: { 'text.md': passage }, settings });
    await vscode.untilReady();
    await vscode.goToEnd();
    await vscode.press('Control+a');
    await vscode.command('TriMix: Translate Selection');
    await (await PreviewPanel.of(vscode)).untilDone();
    await vscode.page.screenshot({ path: picture('translation') });
  });

  test(`@screenshots inspector, ${name}`, async ({ openWorkbench }) => {
    const { passage, typed } = sample('bo');
    const vscode = await openWorkbench({ files: { 'text.md': passage }, settings });
    await vscode.untilReady();
    await vscode.command('TriMix: Open Fusion Inspector');
    await vscode.goToEnd();
    await vscode.insert(typed);
    await vscode.untilGhostText();
    const inspector = await InspectorPanel.of(vscode);
    await expect(inspector.outcome).toHaveText(/ended /);
    await inspector.tokens.nth(1).click();
    await expect(inspector.card).toBeVisible();
    await vscode.page.screenshot({ path: picture('inspector') });
  });
}
