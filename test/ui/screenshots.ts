// npm run screenshots: takes the pictures of the documentation from the real thing into media/.
import path from 'node:path';
import { expect, published, test } from './hubFixture.ts';
import { InstallDialog } from './installDialog.ts';
import { ModelsView } from './modelsView.ts';
import { InspectorPanel, PreviewPanel, TextPreviewPanel } from './panels.ts';
import { sample } from './samples.ts';
import { WalkthroughPage } from './walkthroughPage.ts';

const media = path.join(import.meta.dirname, '..', '..', 'media');

const themes = [
  { suffix: 'light', theme: 'Default Light Modern' },
  { suffix: 'dark', theme: 'Default Dark Modern' },
] as const;

test.use({ viewport: { width: 1200, height: 720 }, deviceScaleFactor: 2 });

for (const { suffix, theme } of themes) {
  const settings = {
    'workbench.colorTheme': theme,
    'workbench.activityBar.location': 'hidden',
    'workbench.layoutControl.enabled': false,
    'editor.lineNumbers': 'off',
    'breadcrumbs.enabled': false,
    'window.commandCenter': false,
  };

  test(`ghost text, ${suffix}`, async ({ openWorkbench }) => {
    const { passage, typed } = sample('bo');
    const vscode = await openWorkbench({ files: { 'འགྲོ་བ་མི།.md': passage }, settings });
    await vscode.untilReady();
    await vscode.press('Control+b');
    await vscode.goToEnd();
    await vscode.insert(typed);
    await vscode.untilGhostText();
    await vscode.page.screenshot({ path: path.join(media, `ghost-text-${suffix}.png`) });
  });

  test(`translation preview, ${suffix}`, async ({ openWorkbench }) => {
    const { passage } = sample('ug');
    const vscode = await openWorkbench({ files: { 'text.md': passage }, settings });
    await vscode.untilReady();
    await vscode.press('Control+b');
    await vscode.goToEnd();
    await vscode.press('Control+a');
    await vscode.command('TriMix: Translate Selection');
    const preview = await PreviewPanel.of(vscode);
    await preview.untilDone();
    await vscode.page.screenshot({ path: path.join(media, `translation-${suffix}.png`) });
  });

  test(`text preview, ${suffix}`, async ({ openWorkbench }) => {
    const { passage, typed } = sample('mn-Mong');
    const vscode = await openWorkbench({ files: { 'text.md': `${passage}\n\n` }, settings });
    await vscode.untilReady();
    await vscode.press('Control+b');
    const preview = await TextPreviewPanel.open(vscode);
    await vscode.goToEnd();
    await vscode.insert(typed.trimStart());
    const ghost = await vscode.untilGhostText();
    await expect.poll(() => preview.ghost.textContent()).toBe(ghost);
    await vscode.page.screenshot({ path: path.join(media, `text-preview-${suffix}.png`) });
  });

  test(`fusion inspector, ${suffix}`, async ({ openWorkbench }) => {
    const { passage, typed } = sample('kk-Cyrl');
    const vscode = await openWorkbench({ files: { 'text.md': passage }, settings });
    await vscode.untilReady();
    await vscode.press('Control+b');
    await vscode.command('TriMix: Open Fusion Inspector');
    await vscode.goToEnd();
    await vscode.insert(typed);
    await vscode.untilGhostText();
    const inspector = await InspectorPanel.of(vscode);
    await expect(inspector.outcome).toHaveText(/ended /);
    await inspector.tokens.nth(1).click();
    await vscode.page.screenshot({ path: path.join(media, `inspector-${suffix}.png`) });
  });

  test(`walkthrough, ${suffix}`, async ({ openFreshWorkbench }) => {
    const vscode = await openFreshWorkbench({ files: { 'text.md': '' }, settings });
    // All steps in one picture.
    await vscode.page.setViewportSize({ width: 1200, height: 860 });
    await vscode.untilActive();
    await vscode.command('View: Toggle Primary Side Bar Visibility');
    const walkthrough = await WalkthroughPage.open(vscode);
    await walkthrough.press('language', 'Choose Your Language');
    await vscode.choose('Tibetan');
    await walkthrough.expectDone('language');
    await walkthrough.show('language');
    await walkthrough.untilPictureIsThere();
    await vscode.page.screenshot({ path: path.join(media, `walkthrough-${suffix}.png`) });
  });

  test(`models view, ${suffix}`, async ({ openFreshWorkbench, hub }) => {
    test.setTimeout(300_000);
    const { passage, typed } = sample('bo');
    const vscode = await openFreshWorkbench({
      files: { 'འགྲོ་བ་མི།.md': passage },
      settings,
      machineSettings: { 'trimix.models.hubEndpoint': hub.endpoint },
    });
    await vscode.untilReady();
    const view = await ModelsView.open(vscode);
    await view.widen(180);
    await view.button('Choose Your Language').click();
    await vscode.choose(published.language);
    await view.chooseByKeyboard(view.line(published.title), 'Install Models');
    await vscode.choose('int4');
    await new InstallDialog(vscode).agree();
    const installed = view.line(`${published.title}, int4`);
    await expect(installed).toBeVisible({ timeout: 180_000 });
    await vscode.closeNotifications();
    await view.expand(installed);
    await vscode.goToEnd();
    await vscode.insert(typed);
    await vscode.untilGhostText();
    await expect(view.line('large-ins, int4').first()).toHaveAttribute('aria-label', /on the processor/);
    await vscode.page.screenshot({ path: path.join(media, `models-${suffix}.png`) });
  });
}
