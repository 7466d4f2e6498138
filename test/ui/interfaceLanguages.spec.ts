import { tibetan } from '../../webview/translations/bo.ts';
import { uyghur } from '../../webview/translations/ug.ts';
import { rightToLeft } from '../../src/extension/l10n/rightToLeft.ts';
import { expect, test } from './fixtures.ts';
import { sample } from './samples.ts';

/** What a person sees of a language. */
interface Shown {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly panel: string;
  /** Words of the inspector. */
  readonly follow: string | undefined;
  readonly ready: string;
  readonly pause: string;
  readonly walkthrough: string;
  /** The draft's own mark on the page and in the tooltip; null for a full translation. */
  readonly mark: { readonly page: string | undefined; readonly tooltip: string } | null;
}

const english = 'Draft translation: help us mend it';
const languages: readonly Shown[] = [
  {
    tag: 'ug',
    direction: 'rtl',
    panel: 'TriMix: بىرلەشتۈرۈش تەكشۈرگۈچى',
    follow: uyghur.inspector?.follow,
    ready: 'TriMix تەييار.',
    pause: 'تولۇقلاشنى ۋاقىتلىق توختىتىش',
    walkthrough: 'TriMix بىلەن ئۆز تىلىڭىزدا يېزىڭ',
    mark: { page: uyghur.draft?.note, tooltip: 'تەرجىمە قارالمىسى: تۈزىتىشكە ياردەملىشىڭ' },
  },
  {
    tag: 'bo',
    direction: 'ltr',
    panel: 'TriMix: མཉམ་བསྲེས་ཞིབ་བཤེར',
    follow: tibetan.inspector?.follow,
    ready: 'TriMix གྲ་སྒྲིག་ཟིན།',
    pause: 'ཁ་སྐོང་མཚམས་འཇོག',
    walkthrough: 'TriMix ཡིས་རང་གི་སྐད་ཡིག་འབྲི་བ',
    mark: { page: tibetan.draft?.note, tooltip: 'ཡིག་སྒྱུར་ཟིན་བྲིས།' },
  },
  {
    tag: 'ru',
    direction: 'ltr',
    panel: 'TriMix: инспектор смешивания',
    follow: 'Следить за новейшим',
    ready: 'TriMix готов.',
    pause: 'Приостановить подсказки',
    // VS Code says the walkthrough of a full translation in its own display language.
    walkthrough: 'Write in your language with TriMix',
    mark: null,
  },
];

test('the inspector, the status item and the walkthrough follow the setting at once', async ({
  openWorkbench,
}, info) => {
  test.setTimeout(300_000);
  const { passage, typed } = sample('ug');
  const vscode = await openWorkbench({
    files: { 'text.md': passage },
    settings: { 'trimix.interfaceLanguage': 'en' },
  });
  await vscode.untilReady();
  await vscode.press('Control+b');
  await vscode.command('TriMix: Open Fusion Inspector');
  await vscode.goToEnd();
  await vscode.insert(typed);
  await vscode.untilGhostText();
  for (const { tag, direction, panel, follow, ready, pause, walkthrough, mark } of languages) {
    await vscode.writeWorkspaceSettings({ 'trimix.interfaceLanguage': tag });

    const page = await vscode.webview(direction === 'rtl' ? rightToLeft(panel) : panel);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.locator('body')).toHaveCSS('direction', direction);
    await expect(page.getByText(follow ?? '')).toBeVisible();
    // The generation is there again, in the direction of its own language.
    await expect(page.locator('.token').first()).toBeVisible();
    await expect(page.locator('.strip')).toHaveCSS('direction', 'rtl');
    await expect(page.locator('.draft')).toHaveCount(mark === null ? 0 : 1);
    if (mark !== null) await expect(page.locator('.draft')).toContainText(mark.page ?? '');
    await page.locator('.token').first().click();
    await vscode.page.screenshot({ path: info.outputPath(`inspector-${tag}.png`) });

    await expect(vscode.status).toHaveAttribute('aria-label', new RegExp(ready));
    await vscode.status.hover();
    const tooltip = vscode.page.locator('.monaco-hover', { hasText: ready });
    await expect(tooltip).toBeVisible();
    if (mark === null) await expect(tooltip).not.toContainText(english);
    else await expect(tooltip).toContainText(mark.tooltip);
    if (mark !== null) await expect(tooltip).toContainText(english);
    await vscode.page.screenshot({ path: info.outputPath(`status-${tag}.png`) });
    await vscode.status.click();
    await vscode.untilListed(pause);
    await vscode.page.screenshot({ path: info.outputPath(`menu-${tag}.png`) });
    await vscode.press('Escape');

    await vscode.command('TriMix: Get Started');
    const heading = vscode.page.locator('.gettingStartedContainer h2', { hasText: walkthrough });
    await expect(heading).toBeVisible();
    await vscode.page.screenshot({ path: info.outputPath(`walkthrough-${tag}.png`) });
    await vscode.press('Control+w');
    await expect(heading).toBeHidden();
  }

  // From a draft there is a way to the page for translators.
  await vscode.writeWorkspaceSettings({ 'trimix.interfaceLanguage': 'bo' });
  const draft = (await vscode.webview('TriMix: མཉམ་བསྲེས་ཞིབ་བཤེར')).locator('.draft');
  await draft.getByRole('link', { name: 'Help us mend it' }).click();
  await expect(vscode.page.locator('.tab.active', { hasText: 'translating.md' })).toBeVisible();
  const pages = () =>
    Promise.all(
      vscode.page.frames().map((frame) =>
        frame
          .getByRole('heading', { name: 'Translating TriMix' })
          .count()
          // A frame may go away while it is looked at.
          .catch(() => 0),
      ),
    );
  await expect.poll(pages).toContain(1);
});
