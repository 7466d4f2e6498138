import { expect, test } from '@playwright/test';
import { passageOfSentences, previewItem } from '../../webview/fixtures/previews.ts';
import { expectAccessible } from './accessibility.ts';
import { openView, serveViews } from './page.ts';
import { themes, type ThemeName } from './themes.ts';

let server: Awaited<ReturnType<typeof serveViews>>;
test.beforeAll(async () => {
  server = await serveViews();
});
test.afterAll(() => server.close());

const uyghur = previewItem({
  index: 1,
  target: 'بۈگۈن ھاۋا ناھايىتى ياخشى',
  targetLanguage: 'ug',
  targetDirection: 'right-to-left',
});
const mongolian = previewItem({
  index: 2,
  target: 'ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ',
  targetLanguage: 'mn-Mong',
  targetDirection: 'vertical',
});

test('streams into the passage, then offers what to do with it', async ({ page }) => {
  const view = await openView(page, server.origin, 'preview');
  await expect(page.getByRole('heading', { name: 'No translation yet' })).toBeVisible();
  await view.send({ type: 'items', items: [previewItem({ target: '', state: { kind: 'waiting' } })] });
  await view.send({ type: 'delta', index: 0, text: 'དེ་རིང་' }, { type: 'delta', index: 0, text: 'གནམ་' });
  const target = page.getByRole('group', { name: 'Translation, Tibetan' });
  await expect(target).toHaveText('དེ་རིང་གནམ་');
  await expect(target).toHaveAttribute('lang', 'bo');
  await expect(page.getByText('Translating …')).toBeVisible();
  await page.keyboard.press('Escape');
  expect((await view.posted()).map(({ type }) => type)).toEqual(['ready', 'cancel']);
  await view.send({ type: 'item', item: previewItem({}) });
  await expect(page.locator('[aria-live=polite]')).toHaveText('The translation is finished.');
  for (const name of ['Replace', 'Insert Below', 'Copy']) await page.getByRole('button', { name }).click();
  await page.keyboard.press('Escape');
  expect((await view.posted()).map(({ type }) => type)).toEqual([
    'ready',
    'cancel',
    'replace',
    'insertBelow',
    'copy',
  ]);
  expect(view.problems).toEqual([]);
});

test('shows each text in its own direction, side by side where there is room', async ({ page }) => {
  const view = await openView(page, server.origin, 'preview');
  await view.send({ type: 'items', items: [previewItem({}), uyghur, mongolian] });
  const source = page.getByRole('group', { name: 'Source, English' }).first();
  const target = page.getByRole('group', { name: 'Translation, Tibetan' });
  expect((await target.boundingBox())!.x).toBeGreaterThan((await source.boundingBox())!.x + 100);
  await expect(page.getByRole('group', { name: 'Translation, Uyghur' })).toHaveCSS('direction', 'rtl');
  await expect(page.getByRole('group', { name: /Translation, Mongolian/u })).toHaveCSS(
    'writing-mode',
    'vertical-lr',
  );
  await page.setViewportSize({ width: 360, height: 800 });
  expect((await target.boundingBox())!.y).toBeGreaterThan((await source.boundingBox())!.y + 50);
});

test('changes no document that changed underneath, and says so', async ({ page }) => {
  const view = await openView(page, server.origin, 'preview');
  const message = 'The document changed. Select the text again.';
  await view.send({ type: 'items', items: [previewItem({})] }, { type: 'stale', message });
  await expect(page.getByText(message)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Replace' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Insert Below' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Copy' })).toBeEnabled();
  await view.send({ type: 'items', items: [previewItem({})] }, { type: 'applied', message: 'Replaced.' });
  await expect(page.getByText('Replaced.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Replace' })).toBeDisabled();
});

test('tries again after a failure, and keeps the keyboard at a button', async ({ page }) => {
  const view = await openView(page, server.origin, 'preview');
  await view.send({ type: 'items', items: [previewItem({ target: '', state: { kind: 'running' } })] });
  await page.keyboard.press('Tab');
  while ((await page.locator('vscode-button:focus, .text:focus').innerText()) !== 'Cancel')
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const failed = previewItem({ target: '', state: { kind: 'failed', message: 'The model is damaged.' } });
  await view.send({ type: 'item', item: failed });
  await expect(page.getByText('Failed: The model is damaged.')).toBeVisible();
  await expect(page.locator('vscode-button:focus')).toHaveText('Retry');
  await page.keyboard.press('Enter');
  expect((await view.posted()).map(({ type }) => type)).toEqual(['ready', 'cancel', 'retry']);
});

test('shows which sentence ended badly, and has it translated again by the keyboard', async ({ page }) => {
  const view = await openView(page, server.origin, 'preview');
  await view.send({ type: 'items', items: [passageOfSentences()] });
  await expect(page.getByText('Sentences (1 to check)')).toBeVisible();
  const rows = page.getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('The translation reached the limit');
  await expect(rows.nth(0).locator('.state')).toHaveText('');
  await page.getByRole('button', { name: 'Retry sentence 2' }).focus();
  await page.keyboard.press('Enter');
  expect((await view.posted()).at(-1)).toEqual({ type: 'retrySentence', index: 0, sentence: 1 });
  const { pieces } = passageOfSentences();
  const retrying = pieces.map((piece) =>
    piece.kind === 'sentence' && piece.number === 1
      ? { ...piece, state: { kind: 'retrying', warning: 'w' } as const }
      : piece,
  );
  await view.send({
    type: 'item',
    item: passageOfSentences({ state: { kind: 'retrying' }, pieces: retrying }),
  });
  await expect(rows.nth(1)).toContainText('Translating …');
  await expect(page.getByRole('button', { name: 'Replace' })).toBeDisabled();
  const better = pieces.map((piece) =>
    piece.kind === 'sentence' ? { ...piece, state: { kind: 'done', warning: null } as const } : piece,
  );
  await view.send({
    type: 'item',
    item: passageOfSentences({ state: { kind: 'done', warning: null }, pieces: better }),
  });
  await expect(page.locator('[aria-live=polite]')).toHaveText('The sentence was translated again.');
  await expect(page.getByText('Sentences', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry sentence 2' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Replace' })).toBeEnabled();
  expect(view.problems).toEqual([]);
});

test('folds the sentences away while all is well', async ({ page }) => {
  const view = await openView(page, server.origin, 'preview');
  const pieces = passageOfSentences().pieces.map((piece) =>
    piece.kind === 'sentence' ? { ...piece, state: { kind: 'done', warning: null } as const } : piece,
  );
  await view.send({
    type: 'items',
    items: [passageOfSentences({ state: { kind: 'done', warning: null }, pieces })],
  });
  await expect(page.getByRole('button', { name: 'Retry sentence 1' })).toBeHidden();
  await page.getByText('Sentences', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Retry sentence 1' })).toBeVisible();
});

for (const theme of Object.keys(themes) as readonly ThemeName[]) {
  test(`is accessible in ${theme}`, async ({ page }) => {
    const view = await openView(page, server.origin, 'preview', theme);
    const running = previewItem({ index: 3, state: { kind: 'running' } });
    await view.send({ type: 'items', items: [passageOfSentences(), uyghur, mongolian, running] });
    await expectAccessible(page);
  });
}
