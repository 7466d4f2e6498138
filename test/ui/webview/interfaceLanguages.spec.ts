import { expect, test, type Page } from '@playwright/test';
import type { LanguageTag } from '../../../src/protocol/engineTypes.ts';
import {
  draftLanguages,
  interfaceLanguages,
  type InterfaceLanguage,
} from '../../../src/protocol/interfaceLanguages.ts';
import { completionTrace } from '../../webview/fixtures/traces.ts';
import { expectAccessible } from './accessibility.ts';
import { openView, serveViews, type OpenView } from './page.ts';

let server: Awaited<ReturnType<typeof serveViews>>;
test.beforeAll(async () => {
  server = await serveViews();
});
test.afterAll(() => server.close());

const token = (page: Page, index: number) => page.locator(`[role=option][data-index="${index}"]`);
const focusedToken = (page: Page) => page.locator('[role=option]:focus').getAttribute('data-index');

/** The inspector in a language of the interface, with a generation in a language of its own. */
async function showTrace(page: Page, language: InterfaceLanguage, written: LanguageTag): Promise<OpenView> {
  const view = await openView(page, server.origin, 'inspector', 'dark', language);
  const trace = completionTrace(written, 3);
  const { id, task, rule, promptTail, startedAt } = trace;
  await view.send(
    { type: 'traces', traces: [{ id, task, rule, promptTail, startedAt }] },
    { type: 'trace', trace },
  );
  return view;
}

for (const language of interfaceLanguages) {
  test(`the inspector is whole in ${language}, in a wide panel and in a narrow one`, async ({ page }) => {
    const view = await showTrace(page, language, 'kk-Cyrl');
    await token(page, 2).click();
    for (const width of [1280, 480]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${width}`).toBeLessThanOrEqual(
        width,
      );
    }
    await expect(page.locator('.draft')).toHaveCount(draftLanguages.some((tag) => tag === language) ? 1 : 0);
    expect(view.problems).toEqual([]);
  });
}

for (const view of ['inspector', 'preview', 'textPreview'] as const) {
  for (const language of ['ug', 'bo'] as const) {
    test(`the empty ${view} is accessible in ${language} and says that it is a draft`, async ({ page }) => {
      await openView(page, server.origin, view, 'dark', language);
      const links = page.locator('.draft').getByRole('link');
      await expect(links).toHaveCount(2);
      for (const link of await links.all())
        await expect(link).toHaveAttribute('href', 'command:trimix.helpTranslate');
      await expect(page.locator('.draft')).toContainText('This translation is a draft. Help us mend it');
      await expectAccessible(page);
    });
  }
}

test('a page from right to left is accessible', async ({ page }) => {
  await showTrace(page, 'ug', 'bo');
  await token(page, 2).click();
  await expectAccessible(page);
});

test('a page from right to left keeps each text in its own direction', async ({ page }) => {
  await showTrace(page, 'ug', 'bo');
  await expect(page.locator('body')).toHaveCSS('direction', 'rtl');
  await expect(page.locator('.strip')).toHaveCSS('direction', 'ltr');
  const [first, third] = [(await token(page, 0).boundingBox())!, (await token(page, 2).boundingBox())!];
  expect(third.x).toBeGreaterThan(first.x);
  // The keys go along with the text, not with the page.
  await token(page, 1).focus();
  await page.keyboard.press('ArrowRight');
  expect(await focusedToken(page)).toBe('2');
  await page.keyboard.press('ArrowLeft');
  expect(await focusedToken(page)).toBe('1');
});

test('text that runs as the page does is walked through as it runs', async ({ page }) => {
  await showTrace(page, 'ug', 'ug');
  await token(page, 1).focus();
  await page.keyboard.press('ArrowLeft');
  expect(await focusedToken(page)).toBe('2');
});

test('a page from right to left is laid out from right to left, its scales of numbers are not', async ({
  page,
}) => {
  await showTrace(page, 'ug', 'bo');
  await token(page, 2).click();
  const box = async (selector: string) => (await page.locator(selector).first().boundingBox())!;
  const [label, track, value] = [await box('.bar-row dt'), await box('.bar-track'), await box('.bar-value')];
  expect(label.x).toBeGreaterThan(track.x);
  expect(track.x).toBeGreaterThan(value.x);
  await expect(page.locator('.bar-track').first()).toHaveCSS('direction', 'ltr');
  // A chart begins where its text begins.
  const [strip, chart] = [await box('.strip'), await box('.chart svg')];
  expect(Math.abs(chart.x - strip.x)).toBeLessThan(Math.abs(chart.x + chart.width - strip.x - strip.width));
});

test('signs stay at the front of their numbers', async ({ page }) => {
  await showTrace(page, 'ug', 'bo');
  await token(page, 2).click();
  const values = await page.locator('.bar-row .bar-value').allTextContents();
  expect(values.join()).toMatch(/\u2066[+−]\d/);
  // In the sentence too, where words from right to left stand on both sides.
  const [sign, digit] = await page.evaluate<readonly number[]>(`(() => {
    const walker = document.createTreeWalker(document.querySelector('.summary'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.data.search(/[+−]\\d/);
      if (at < 0) continue;
      return [at, at + 1].map((start) => {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + 1);
        return range.getBoundingClientRect().x;
      });
    }
    return [];
  })()`);
  expect(sign).toBeLessThan(digit ?? NaN);
});
