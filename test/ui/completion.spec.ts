import { expect, test } from './fixtures.ts';
import { sample, samples } from './samples.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

for (const { tag, name, passage, typed, letters } of samples) {
  test(`grey text comes while typing ${name}, and Tab takes it`, async ({ openWorkbench }, info) => {
    const vscode = await openWorkbench({ files: { 'text.md': passage } });
    await vscode.untilReady();
    await vscode.goToEnd();
    await vscode.insert(typed);
    const ghost = await vscode.untilGhostText();
    expect(ghost).toMatch(letters);
    await vscode.page.screenshot({ path: info.outputPath(`ghost-${tag}.png`) });
    await vscode.press('Tab');
    await vscode.expectSavedText(passage + typed + ghost);
  });
}

test('typing what the grey text says keeps the rest of it', async ({ openWorkbench }) => {
  const { passage, typed } = sample('kk-Cyrl');
  const vscode = await openWorkbench({ files: { 'text.md': passage } });
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.insert(typed);
  const ghost = await vscode.untilGhostText();
  const clusters = Array.from(graphemes.segment(ghost), ({ segment }) => segment);
  expect(clusters.length).toBeGreaterThan(3);
  let rest = ghost;
  for (const cluster of clusters.slice(0, 3)) {
    await vscode.insert(cluster);
    rest = rest.slice(cluster.length);
    await expect.poll(() => vscode.ghostText()).toBe(rest);
  }
  await vscode.press('Tab');
  await vscode.expectSavedText(passage + typed + ghost);
});

test('Escape lets the grey text go and changes nothing', async ({ openWorkbench }) => {
  const { passage, typed } = sample('bo');
  const vscode = await openWorkbench({ files: { 'text.md': passage } });
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.insert(typed);
  await vscode.untilGhostText();
  await vscode.press('Escape');
  await expect.poll(() => vscode.ghostText()).toBe('');
  await vscode.expectNoGhostText();
  await vscode.expectSavedText(passage + typed);
});

const others = [
  {
    name: 'English',
    file: 'text.md',
    text: 'All human beings are born free and equal',
    typed: ' in dignity and ',
  },
  { name: 'Chinese', file: 'text.md', text: '人人生而自由，', typed: '在尊严和权利上' },
  {
    name: 'Russian',
    file: 'text.md',
    text: 'Все люди рождаются свободными и равными',
    typed: ' в своём достоинстве и ',
  },
  {
    name: 'JSON',
    file: 'data.json',
    text: '{\n  "name": "value",\n  "list": [1, 2, 3]\n}\n',
    typed: '\n{ "other": ',
  },
  {
    name: 'code',
    file: 'code.ts',
    text: 'export function add(one: number, two: number) {\n',
    typed: '  return one + ',
  },
] as const;

for (const { name, file, text, typed } of others) {
  test(`no grey text in ${name}, though the models are loaded`, async ({ openWorkbench }) => {
    // Another document loads the models, so that silence here means refusal.
    const { passage, typed: awake } = sample('bo');
    const vscode = await openWorkbench({
      files: { 'tibetan.md': passage, [file]: text },
      open: 'tibetan.md',
    });
    await vscode.untilReady();
    await vscode.goToEnd();
    await vscode.insert(awake);
    await vscode.untilGhostText();
    await vscode.quickOpen(file);
    await vscode.goToEnd();
    await vscode.insert(typed);
    await vscode.expectNoGhostText();
  });
}

test('pausing stops grey text, resuming brings it back', async ({ openWorkbench }) => {
  const { passage, typed } = sample('ug');
  const vscode = await openWorkbench({ files: { 'text.md': passage } });
  await vscode.untilReady();
  await vscode.command('TriMix: Pause Completions');
  await expect(vscode.status).toHaveAttribute('aria-label', /paused/);
  await vscode.goToEnd();
  await vscode.insert(typed);
  await vscode.expectNoGhostText();
  await vscode.command('TriMix: Resume Completions');
  await expect(vscode.status).not.toHaveAttribute('aria-label', /paused/);
  await vscode.goToEnd();
  await vscode.insert(typed.trim());
  await vscode.insert(' ');
  expect(await vscode.untilGhostText()).not.toBe('');
});

test('the manual trigger asks without typing', async ({ openWorkbench }) => {
  const { passage, typed } = sample('mn-Cyrl');
  const vscode = await openWorkbench({ files: { 'text.md': passage + typed } });
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.command('TriMix: Suggest a Completion');
  expect(await vscode.untilGhostText()).not.toBe('');
});

test('while an input method composes there is no grey text, after its commit there is', async ({
  openWorkbench,
}) => {
  const { passage } = sample('bo');
  const vscode = await openWorkbench({ files: { 'text.md': passage } });
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.insert(' ');
  await vscode.press('Escape');
  const session = await vscode.page.context().newCDPSession(vscode.page);
  for (const text of ['བ', 'བོ', 'བོད', 'བོད་']) {
    await session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
  await vscode.expectNoGhostText();
  await session.send('Input.insertText', { text: 'བོད་' });
  const ghost = await vscode.untilGhostText();
  await vscode.press('Tab');
  await vscode.expectSavedText(`${passage} བོད་${ghost}`);
});
