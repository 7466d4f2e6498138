import type { LanguageTag } from '../../src/engine/text/languages.ts';
import { paragraphs } from '../engine/udhr.ts';
import { expect, test } from './fixtures.ts';
import { PreviewPanel } from './panels.ts';
import { sample, samples } from './samples.ts';
import type { Workbench } from './workbench.ts';

/** The End key goes to the end of a wrapped line first, then to the end of the line itself. */
const selectLogicalLine = ['Shift+End', 'Shift+End'] as const;

/** All text, a cursor at each line's end, from there back to the line's beginning (on a wrapped line at the second press). */
const selectEachLine = ['Control+a', 'Shift+Alt+i', 'Shift+Home', 'Shift+Home'] as const;

const english = 'All human beings are born free and equal in dignity and rights.';

/** Translates the whole document, with the target that the commands take by themselves. */
async function translateAll(vscode: Workbench): Promise<PreviewPanel> {
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.press('Control+a');
  await vscode.command('TriMix: Translate Selection');
  const preview = await PreviewPanel.of(vscode);
  await preview.untilDone();
  return preview;
}

for (const { tag, name, passage } of samples) {
  test(`a selection in ${name} is translated into English, replaced, and one undo brings it back`, async ({
    openWorkbench,
  }, info) => {
    const vscode = await openWorkbench({ files: { 'text.md': passage } });
    const preview = await translateAll(vscode);
    const translation = await preview.translation();
    expect(translation.trim()).not.toBe('');
    await vscode.page.screenshot({ path: info.outputPath(`translation-${tag}.png`) });
    await preview.button('Replace').click();
    await expect(
      preview.frame.getByText('The selection was replaced. Undo brings it back.').first(),
    ).toBeVisible();
    await vscode.editor.click();
    await vscode.expectSavedText(translation.trim());
    await vscode.press('Control+z');
    await vscode.expectSavedText(passage);
  });
}

test('English asks for the target once, and remembers it', async ({ openWorkbench }) => {
  const vscode = await openWorkbench({ files: { 'text.md': english }, newWindow: true });
  await vscode.goToEnd();
  await vscode.press('Control+a');
  await vscode.command('TriMix: Translate Selection');
  await vscode.choose('Kazakh (Cyrillic)');
  const preview = await PreviewPanel.of(vscode);
  await preview.untilDone();
  expect(await preview.translation()).toMatch(/\p{Script=Cyrillic}/u);
  await vscode.editor.click();
  await vscode.press('Control+a');
  await vscode.command('TriMix: Translate Selection');
  await expect(vscode.page.locator('.quick-input-widget')).toBeHidden();
  const again = await PreviewPanel.of(vscode);
  await expect(again.passages.getByRole('heading', { level: 2 })).toHaveText(/English → Kazakh \(Cyrillic\)/);
  await again.untilDone();
});

test('Insert Below leaves the source where it is', async ({ openWorkbench }) => {
  const { passage } = sample('mn-Cyrl');
  const vscode = await openWorkbench({ files: { 'text.md': `${passage}\nconst untouched = 1;\n` } });
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.press('Control+Home', ...selectLogicalLine);
  await vscode.command('TriMix: Translate Selection');
  const preview = await PreviewPanel.of(vscode);
  await preview.untilDone();
  const translation = (await preview.translation()).trim();
  await preview.button('Insert Below').click();
  await expect(preview.frame.getByText('The translation was inserted below.').first()).toBeVisible();
  await vscode.editor.click();
  await vscode.expectSavedText(`${passage}\n${translation}\nconst untouched = 1;\n`);
});

/** Five pieces of real text, of some words each: what stands between two signs. */
function pieces(tag: LanguageTag): readonly [string, string, string, string, string] {
  const [a = '', b = '', c = '', d = '', e = ''] = paragraphs(tag)
    .flatMap((paragraph) => paragraph.split(/[,.;:،؛།᠂᠃()«»"]/u))
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= 8 && piece.length <= 110);
  expect(e).not.toBe('');
  return [a, b, c, d, e];
}

for (const { tag, name } of samples) {
  test(`a Markdown document in ${name} keeps its markup, and one of its sentences is translated again`, async ({
    openWorkbench,
  }, info) => {
    const [title, first, linked, quoted, item] = pieces(tag);
    const content = [
      `---\ntitle: ${title}\n---\n# ${title}\n`,
      `${first} [${linked}](https://example.org/a_b) \`${title}\`\n`,
      `\`\`\`js\nconst text = '${title}'; // ${first}\n\`\`\`\n`,
      `> ${quoted}\n`,
      `- ${item} $x_1 < 2$\n`,
    ].join('\n');
    const vscode = await openWorkbench({ files: { 'text.md': content } });
    const preview = await translateAll(vscode);
    const sentences = preview.frame.getByRole('listitem');
    if ((await preview.frame.locator('details[open]').count()) === 0)
      await preview.frame.getByText(/^Sentences/).click();
    await expect(sentences.nth(3)).toBeVisible();
    const before = await preview.translation();
    await sentences.nth(1).getByRole('button', { name: 'Retry sentence 2' }).click();
    // Another seed writes something else; only then it is over.
    await expect.poll(() => preview.translation()).not.toBe(before);
    await preview.untilDone();
    const translation = await preview.translation();
    await vscode.page.screenshot({ path: info.outputPath(`markdown-${tag}.png`) });
    const stays = [
      `---\ntitle: ${title}\n---\n# `,
      `](https://example.org/a_b) \`${title}\`\n\n\`\`\`js\nconst text = '${title}'; // ${first}\n\`\`\`\n\n> `,
      '\n\n- ',
      '$x_1 < 2$',
    ];
    let at = 0;
    for (const part of stays) {
      expect(translation.slice(at)).toContain(part);
      at = translation.indexOf(part, at) + part.length;
    }
    await preview.button('Replace').click();
    await vscode.editor.click();
    await vscode.expectSavedText(`${translation.trim()}\n`);
    await vscode.press('Control+z');
    await vscode.expectSavedText(content);
  });
}

test('several selections are translated together and replaced in one step', async ({ openWorkbench }) => {
  const first = 'Бүх хүн эрх чөлөөтэй.';
  const second = 'Монгол улсын нийслэл Улаанбаатар.';
  const content = `${first}\n${second}\n`;
  const vscode = await openWorkbench({ files: { 'text.md': content } });
  await vscode.untilReady();
  await vscode.goToEnd();
  await vscode.press(...selectEachLine);
  await vscode.command('TriMix: Translate Selection');
  const preview = await PreviewPanel.of(vscode);
  await expect(preview.passages).toHaveCount(2);
  await preview.untilDone(0);
  await preview.untilDone(1);
  const translations = [await preview.translation(0), await preview.translation(1)];
  await preview.button('Replace').click();
  await expect(
    preview.frame.getByText('2 selections were replaced. One undo brings them back.').first(),
  ).toBeVisible();
  await vscode.editor.click();
  await vscode.expectSavedText(translations.map((text) => `${text.trim()}\n`).join(''));
  await vscode.press('Control+z');
  await vscode.expectSavedText(content);
});

test('a translation that runs is cancelled, and the document stays as it is', async ({ openWorkbench }) => {
  // Three hundred lines: work that outlasts the way to the button, however soon the demo models end an answer.
  const lines = Array.from({ length: 300 }, () => english).join('\n');
  const vscode = await openWorkbench({ files: { 'text.md': lines } });
  await vscode.goToEnd();
  await vscode.press('Control+a');
  await vscode.command('TriMix: Translate Selection Into…');
  await vscode.choose('Kazakh (Cyrillic)');
  const preview = await PreviewPanel.of(vscode);
  await preview.button('Cancel').click();
  await expect(preview.state(0)).toHaveText(/^Cancelled/);
  await expect(preview.button('Retry')).toBeVisible();
  await vscode.editor.click();
  await vscode.expectSavedText(lines);
});

test('a document that changed underneath is not overwritten', async ({ openWorkbench }) => {
  const { passage } = sample('kk-Cyrl');
  const vscode = await openWorkbench({ files: { 'text.md': passage } });
  const preview = await translateAll(vscode);
  await vscode.editor.click();
  await vscode.press('Control+Home', 'ArrowRight', 'ArrowRight', 'Delete');
  const changed = passage.slice(0, 2) + passage.slice(3);
  await expect(
    preview.frame.getByText('The text that was selected has changed since.').first(),
  ).toBeVisible();
  await expect(preview.button('Replace')).toBeDisabled();
  await expect(preview.button('Insert Below')).toBeDisabled();
  await vscode.expectSavedText(changed);
});

const refused = [
  { name: 'an empty selection', content: 'བོད་ཡིག', selectAll: false, message: /Nothing is selected/ },
  {
    name: 'a huge selection',
    content: 'བོད་ཡིག '.repeat(20_000),
    selectAll: true,
    message: /at most .* can be translated/,
  },
  {
    name: 'a binary document',
    content: Buffer.concat([Buffer.from('བོད་ཡིག '), Buffer.alloc(300, 0xff), Buffer.from('abc')]),
    selectAll: true,
    message: /looks like a binary file/,
  },
] as const;

for (const { name, content, selectAll, message } of refused) {
  test(`${name} is refused in plain words, and nothing changes`, async ({ openWorkbench }) => {
    const vscode = await openWorkbench({ files: { 'text.md': content } });
    const before = await vscode.fileOnDisk();
    await vscode.goToEnd();
    if (selectAll) await vscode.press('Control+a');
    await vscode.command('TriMix: Translate Selection');
    await expect(vscode.notifications.filter({ hasText: message })).toBeVisible();
    await expect(vscode.page.locator('.tab.dirty')).toHaveCount(0);
    expect(await vscode.fileOnDisk()).toEqual(before);
  });
}
