import { expect, published, test } from './hubFixture.ts';
import { InstallDialog } from './installDialog.ts';
import { ModelsView } from './modelsView.ts';
import { WalkthroughPage } from './walkthroughPage.ts';
import { escaped } from './workbench.ts';

const settingsFor = (hub: { readonly endpoint: string }) => ({ 'trimix.models.hubEndpoint': hub.endpoint });
const empty = { files: { 'text.md': 'Hello.' } };

test('from nothing to grey text: the walkthrough', async ({ openFreshWorkbench, hub }, info) => {
  test.setTimeout(300_000);
  const vscode = await openFreshWorkbench({ ...empty, machineSettings: settingsFor(hub) });
  await vscode.untilActive();
  const picture = (name: string) => vscode.page.screenshot({ path: info.outputPath(`${name}.png`) });
  const walkthrough = await WalkthroughPage.open(vscode);
  for (const step of ['language', 'trio', 'install', 'try']) await walkthrough.expectOpen(step);
  await picture('0-empty');

  await walkthrough.press('language', 'Choose Your Language');
  await vscode.choose(published.language);
  await walkthrough.expectDone('language');
  await picture('1-language');

  // Models that are given out to known people only bring a step of their own.
  await walkthrough.press('trio', 'Choose Models');
  await vscode.choose('Gemma 3 4B + 12B');
  await expect(walkthrough.step('token')).toBeVisible();
  await picture('2-token');
  await walkthrough.press('trio', 'Choose Models');
  await vscode.untilListed(published.title);
  await picture('2-list-of-models');
  await vscode.choose(published.title);
  await walkthrough.expectDone('trio');
  await walkthrough.expectOpen('install');
  await expect(walkthrough.step('token')).toHaveCount(0);
  expect(hub.requests).toEqual([]);
  await picture('2-trio');

  await walkthrough.press('install', 'Install');
  await vscode.untilListed('int4');
  await picture('3-list-of-precisions');
  await vscode.choose('int4');
  const dialog = new InstallDialog(vscode);
  await expect(dialog.text).toContainText('Qwen/Qwen2.5-7B-Instruct');
  await expect(dialog.text).toContainText('Apache');
  await picture('3-licences');
  await dialog.agree();
  await expect(
    vscode.notifications.filter({ hasText: `writes ${published.language} from now on` }),
  ).toBeVisible({
    timeout: 180_000,
  });
  await walkthrough.expectDone('install');
  await picture('4-installed');

  await walkthrough.press('try', 'Try Writing');
  const ghost = await vscode.untilGhostText();
  expect(ghost).toMatch(/\p{Script=Tibetan}/u);
  await expect(vscode.status).toHaveAttribute('aria-label', new RegExp(`ready.*${escaped(published.title)}`));
  await picture('5-grey-text');
  await vscode.showTab('Welcome');
  await walkthrough.expectDone('try');
  await picture('6-done');
});

test('who writes Cyrillic is told that there is only the demo, and tries it at once', async ({
  openFreshWorkbench,
}) => {
  const vscode = await openFreshWorkbench(empty);
  await vscode.untilActive();
  const walkthrough = await WalkthroughPage.open(vscode);
  await walkthrough.press('language', 'Choose Your Language');
  await vscode.choose('Kazakh (Cyrillic)');
  await walkthrough.expectDone('language');
  for (const step of ['trio', 'install', 'token']) await expect(walkthrough.step(step)).toHaveCount(0);
  await walkthrough.press('try', 'Try Writing');
  expect(await vscode.untilGhostText()).toMatch(/\p{Script=Cyrillic}/u);
});

test('an installation is stopped, shown as unfinished, and goes on where it was', async ({
  openFreshWorkbench,
  hub,
}, info) => {
  test.setTimeout(300_000);
  const vscode = await openFreshWorkbench({ ...empty, machineSettings: settingsFor(hub) });
  await vscode.untilActive();
  const view = await ModelsView.open(vscode);
  await expect(view.button('Get Started')).toBeVisible();
  await view.expectAccessible();
  await view.button('Choose Your Language').click();
  await vscode.choose(published.language);
  const available = view.line(published.title);
  await expect(available).toBeVisible();
  await view.expectAccessible();

  // The first checkpoint has come half, then nothing more comes.
  hub.inject('model-00002-of-00002.safetensors', { kind: 'stall', after: 200_000 });
  await view.chooseByKeyboard(available, 'Install Models');
  await vscode.choose('int4');
  await new InstallDialog(vscode).agree();
  await expect(vscode.status).toHaveText(/TriMix \d+ %/, { timeout: 120_000 });
  await vscode.page.screenshot({ path: info.outputPath('installing.png') });
  await vscode.cancelProgress();
  await expect(vscode.notifications.filter({ hasText: 'What was downloaded is kept' })).toBeVisible();
  await expect(vscode.status).toHaveText(/TriMix$/);

  const unfinished = view.line(`${published.title}, ${published.language}`);
  await expect(unfinished).toHaveAttribute('aria-label', /there already/);
  await vscode.page.screenshot({ path: info.outputPath('unfinished.png') });
  await view.chooseByKeyboard(unfinished, 'Resume Installation');
  // The licences were agreed to before: nothing is asked again.
  const installed = view.line(`${published.title}, int4, writes ${published.language}`);
  await expect(installed).toBeVisible({ timeout: 180_000 });
  await expect(unfinished).toHaveCount(0);
  await vscode.closeNotifications();

  // What can be done with it, by keyboard alone.
  await view.chooseByKeyboard(installed, 'Verify Models');
  await expect(vscode.notifications.filter({ hasText: 'are as they should be' })).toBeVisible();
  await vscode.closeNotifications();
  await view.chooseByKeyboard(view.line('Demo'), 'Use Models for a Language');
  await vscode.choose(published.language);
  await expect(view.line(`${published.title}, int4, not in use`)).toBeVisible();
  await view.chooseByKeyboard(view.line(`${published.title}, int4`), 'Remove Models');
  await vscode.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(view.line(`${published.title}, int4`)).toHaveCount(0);
  await expect(available).toBeVisible();
});
