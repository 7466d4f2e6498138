import { expect, test } from './fixtures.ts';
import { sample } from './samples.ts';

test('a killed server comes back by itself, and nothing in the editor is lost', async ({ openWorkbench }) => {
  const { passage, typed } = sample('bo');
  const vscode = await openWorkbench({ files: { 'text.md': passage } });
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.insert(typed);
  await vscode.untilGhostText();
  const killed = await vscode.triMixServer.kill();
  expect(killed.length).toBeGreaterThan(0);
  await expect
    .poll(async () => (await vscode.triMixServer.ids()).filter((id) => !killed.includes(id)).length)
    .toBeGreaterThan(0);
  await vscode.untilReady();
  await vscode.press('Escape');
  await vscode.expectSavedText(passage + typed);
  await vscode.insert('བོད་');
  const ghost = await vscode.untilGhostText();
  await vscode.press('Tab');
  await vscode.expectSavedText(`${passage}${typed}བོད་${ghost}`);
});

test('the server is restarted by command', async ({ openWorkbench }) => {
  const vscode = await openWorkbench({ files: { 'text.md': sample('bo').passage } });
  await vscode.untilReady();
  const before = await vscode.triMixServer.ids();
  await vscode.command('TriMix: Restart Server');
  await expect
    .poll(async () => (await vscode.triMixServer.ids()).some((id) => !before.includes(id)))
    .toBe(true);
  await vscode.untilReady();
});

test('no server runs for somebody who writes only English', async ({ openWorkbench }) => {
  const vscode = await openWorkbench({
    files: { 'text.md': 'All human beings are born free' },
    newWindow: true,
  });
  await expect(vscode.status).toHaveAttribute('aria-label', /Nothing is loaded yet/);
  const before = await vscode.triMixServer.ids();
  await vscode.goToEnd();
  await vscode.insert(' and equal in dignity');
  await vscode.expectNoGhostText();
  expect((await vscode.triMixServer.ids()).filter((id) => !before.includes(id))).toEqual([]);
  await expect(vscode.status).toHaveAttribute('aria-label', /Nothing is loaded yet/);
});

test('the log has what the server did', async ({ openWorkbench }) => {
  const vscode = await openWorkbench({ files: { 'text.md': sample('bo').passage } });
  await vscode.untilReady();
  // Somebody has written before. In the first second VS Code now and then opens no panel, whoever asks for it.
  await vscode.goToEnd();
  await vscode.insert(sample('bo').typed);
  await vscode.untilGhostText();
  await vscode.command('TriMix: Show Log');
  const panel = vscode.page.locator('.part.panel .view-lines');
  await expect(panel).toHaveText(/\S/);
});
