import { expect, test, type Page } from '@playwright/test';
import type { LanguageTag } from '../../../src/protocol/engineTypes.ts';
import { textView, written } from '../../webview/fixtures/textViews.ts';
import { expectAccessible } from './accessibility.ts';
import { openView, serveViews } from './page.ts';
import { themes, type ThemeName } from './themes.ts';

let server: Awaited<ReturnType<typeof serveViews>>;
test.beforeAll(async () => {
  server = await serveViews();
});
test.afterAll(() => server.close());

const languages = Object.keys(written) as readonly LanguageTag[];
const lineOf = (page: Page, number: number) => page.getByRole('option').nth(number);
const box = async (page: Page, selector: string) => (await page.locator(selector).first().boundingBox())!;

test('is ready before anything else, and says when there is no text', async ({ page }) => {
  const view = await openView(page, server.origin, 'textPreview');
  await expect(page.getByRole('heading', { name: 'No text' })).toBeVisible();
  expect(await view.posted()).toEqual([{ type: 'ready' }]);
  await view.send({ type: 'text', view: textView('bo') });
  await expect(page.getByRole('listbox', { name: 'Text of text.md' })).toBeVisible();
  await view.send({ type: 'unknown' }, { type: 'nothing' });
  await expect(page.getByRole('heading', { name: 'No text' })).toBeVisible();
  expect(view.problems).toEqual([]);
});

for (const tag of languages) {
  test(`${tag}: text, caret and ghost text run as the script does`, async ({ page }, info) => {
    const view = await openView(page, server.origin, 'textPreview');
    await view.send({ type: 'text', view: textView(tag) });
    const passage = page.locator('.passage');
    await expect(passage).toHaveAttribute('lang', tag);
    await expect(lineOf(page, 2)).toHaveText(written[tag].lines[2] + written[tag].ghost);
    const [text, caret, ghost] = [
      await box(page, '[aria-selected=true] [data-start]'),
      await box(page, '.caret'),
      await box(page, '.ghost'),
    ];
    if (tag === 'mn-Mong') {
      await expect(passage).toHaveCSS('writing-mode', 'vertical-lr');
      expect(ghost.y).toBeGreaterThan(text.y + text.height / 2);
      expect((await lineOf(page, 2).boundingBox())!.x).toBeGreaterThan(
        (await lineOf(page, 0).boundingBox())!.x,
      );
    } else if (tag === 'ug' || tag === 'kk-Arab') {
      await expect(passage).toHaveCSS('direction', 'rtl');
      expect(ghost.x).toBeLessThan(text.x);
      expect(caret.x).toBeCloseTo(text.x, -0.5);
    } else {
      expect(ghost.x).toBeGreaterThan(text.x + text.width / 2);
    }
    if (tag === 'bo') {
      // Stacks need about two lines' room.
      expect(
        await page.evaluate<number>(`(() => {
          const { lineHeight, fontSize } = getComputedStyle(document.querySelector('.passage'));
          return parseFloat(lineHeight) / parseFloat(fontSize);
        })()`),
      ).toBeGreaterThanOrEqual(2);
    }
    await page.screenshot({ path: info.outputPath(`text-${tag}.png`) });
    expect(view.problems).toEqual([]);
  });
}

test('letters join over the caret', async ({ page }) => {
  const view = await openView(page, server.origin, 'textPreview');
  await view.send({ type: 'text', view: textView('ug') });
  const whole = written.ug.lines[2] + written.ug.ghost;
  const [split, joined] = await page.evaluate<[number, number]>(`(() => {
    const passage = document.querySelector('.passage');
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('[aria-selected=true]'));
    const split = range.getBoundingClientRect().width;
    const probe = document.createElement('span');
    probe.textContent = ${JSON.stringify(whole)};
    passage.append(probe);
    const joined = probe.getBoundingClientRect().width;
    probe.remove();
    return [split, joined];
  })()`);
  expect(Math.abs(split - joined)).toBeLessThan(0.6);
});

const keys = {
  'left-to-right': { next: 'ArrowRight', previous: 'ArrowLeft', before: 'ArrowUp' },
  'right-to-left': { next: 'ArrowLeft', previous: 'ArrowRight', before: 'ArrowUp' },
  vertical: { next: 'ArrowDown', previous: 'ArrowUp', before: 'ArrowLeft' },
} as const;

for (const tag of languages) {
  test(`${tag}: the keyboard walks as the text runs`, async ({ page }) => {
    const view = await openView(page, server.origin, 'textPreview');
    const shown = textView(tag, { caret: { line: 2, character: 0 }, ghost: '' });
    await view.send({ type: 'text', view: shown });
    await page.keyboard.press('Tab');
    await expect(lineOf(page, 2)).toBeFocused();
    const { next, previous, before } = keys[shown.passages[0]!.direction];
    await page.keyboard.press(next);
    await page.keyboard.press(previous);
    await page.keyboard.press(before);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const first = Array.from(new Intl.Segmenter().segment(written[tag].lines[2]))[0]!.segment.length;
    const goTo = (line: number, character: number, focus = false) => ({
      type: 'goTo',
      place: { line, character },
      focus,
    });
    expect((await view.posted()).slice(1)).toEqual([
      goTo(2, first),
      goTo(2, 0),
      goTo(1, 0),
      goTo(1, 0),
      goTo(1, 0, true),
    ]);
    // The editor has moved its cursor: the keyboard goes along.
    await view.send({ type: 'text', view: textView(tag, { caret: { line: 0, character: 0 } }) });
    await expect(lineOf(page, 0)).toBeFocused();
  });

  test(`${tag}: a click goes to the place`, async ({ page }) => {
    const view = await openView(page, server.origin, 'textPreview');
    const shown = textView(tag);
    await view.send({ type: 'text', view: shown });
    const { x, y, width, height } = await box(page, '[aria-selected=true] [data-start]');
    await page.mouse.click(x + width / 2, y + height / 2);
    const { place, focus } = (await view.posted())[1] as unknown as {
      place: { line: number; character: number };
      focus: boolean;
    };
    const line = written[tag].lines[2];
    expect(focus).toBe(true);
    expect(place.line).toBe(2);
    expect(place.character).toBeGreaterThan(0);
    expect(place.character).toBeLessThan(line.length);
    await page.locator('.ghost').click();
    expect((await view.posted())[2]).toMatchObject({ place: { line: 2, character: line.length } });
  });
}

test('shows selections, several scripts, and what does not fit by scrolling', async ({ page }, info) => {
  const view = await openView(page, server.origin, 'textPreview');
  const long = Array.from({ length: 60 }, (_, index) => ({
    number: 4 + index,
    text: index % 2 === 0 ? written['mn-Mong'].lines[0] : '',
  }));
  const passages = [
    { language: 'en', direction: 'left-to-right', lines: [{ number: 0, text: '# Two scripts' }] },
    {
      ...textView('ug').passages[0]!,
      lines: [1, 2, 3].map((number) => ({ number, text: written.ug.lines[0] })),
    },
    { ...textView('mn-Mong').passages[0]!, lines: long },
  ];
  const selections = [{ start: { line: 1, character: 6 }, end: { line: 2, character: 5 } }];
  const shown = { ...textView('ug'), passages, selections, ghost: '', caret: { line: 2, character: 5 } };
  await view.send({ type: 'text', view: shown });
  const marks = await page.locator('mark').allTextContents();
  expect(marks).toEqual([written.ug.lines[0].slice(6), written.ug.lines[0].slice(0, 5)]);
  await page.screenshot({ path: info.outputPath('two-scripts.png') });
  await view.send({ type: 'text', view: { ...shown, selections: [], caret: { line: 62, character: 3 } } });
  await expect(page.locator('.caret')).toBeInViewport();
  await page.screenshot({ path: info.outputPath('two-scripts-end.png') });
  await view.send({
    type: 'text',
    view: { ...shown, selections: [], caret: { line: 62, character: 3 }, top: 4 },
  });
  // The columns begin again with the first; the caret's is far to the right of it.
  await expect(lineOf(page, 4)).toBeInViewport();
  await expect(page.locator('.caret')).not.toBeInViewport();
});

test('the mouse wheel moves columns sideways, and the page where they end', async ({ page }) => {
  const view = await openView(page, server.origin, 'textPreview');
  const lines = Array.from({ length: 60 }, (_, number) => ({ number, text: written['mn-Mong'].lines[0] }));
  const passages = [{ ...textView('mn-Mong').passages[0]!, lines }];
  const caret = { line: 0, character: 0 };
  await view.send({ type: 'text', view: textView('mn-Mong', { passages, caret, ghost: '' }) });
  const columns = page.locator('.passage');
  const scrolled = () => page.evaluate<number>("document.querySelector('.passage').scrollLeft");
  await columns.hover();
  await page.mouse.wheel(0, 300);
  await expect.poll(scrolled).toBe(300);
  await page.mouse.wheel(0, -120);
  await expect.poll(scrolled).toBe(180);
  // Nobody is held at the last column: what the wheel asks for there goes to the page.
  const taken = (deltaY: number) =>
    page.evaluate<boolean>(`!document.querySelector('.passage').dispatchEvent(
      new WheelEvent('wheel', { deltaY: ${deltaY}, bubbles: true, cancelable: true }))`);
  expect(await taken(100_000)).toBe(true);
  expect(await taken(100)).toBe(false);
  await expect(lineOf(page, 59)).toBeInViewport();
});

test('takes markup in a text for text', async ({ page }) => {
  const view = await openView(page, server.origin, 'textPreview');
  await view.send({
    type: 'text',
    view: textView('kk-Cyrl', { ghost: '<img src=x onerror="window.__hit=1">' }),
  });
  await expect(page.locator('img')).toHaveCount(0);
  expect(await page.evaluate('window.__hit')).toBeUndefined();
});

for (const theme of Object.keys(themes) as readonly ThemeName[]) {
  test(`is accessible in ${theme}`, async ({ page }, info) => {
    const view = await openView(page, server.origin, 'textPreview', theme);
    const selections = [{ start: { line: 0, character: 6 }, end: { line: 0, character: 15 } }];
    await view.send({ type: 'text', view: textView('ug', { selections }) });
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath(`theme-${theme}.png`) });
  });
}
