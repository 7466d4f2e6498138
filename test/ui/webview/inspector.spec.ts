import { expect, test, type Page } from '@playwright/test';
import type { LanguageTag } from '../../../src/protocol/engineTypes.ts';
import type { TraceHeader } from '../../../src/protocol/trace.ts';
import { completionHeader, completionTrace, outcome, samples } from '../../webview/fixtures/traces.ts';
import { onlineOrigin } from '../../webview/fixtures/decisions.ts';
import { expectAccessible } from './accessibility.ts';
import { openView, serveViews, type OpenView } from './page.ts';
import { themes, type ThemeName } from './themes.ts';

let server: Awaited<ReturnType<typeof serveViews>>;
test.beforeAll(async () => {
  server = await serveViews();
});
test.afterAll(() => server.close());

const languages = Object.keys(samples) as readonly LanguageTag[];
const token = (page: Page, index: number) => page.locator(`[role=option][data-index="${index}"]`);
const focusedToken = (page: Page) => page.locator('[role=option]:focus').getAttribute('data-index');

async function showTrace(page: Page, language: LanguageTag, theme?: ThemeName): Promise<OpenView> {
  const view = await openView(page, server.origin, 'inspector', theme);
  const trace = completionTrace(language, 3);
  await view.send({ type: 'traces', traces: [headerOf(trace)] }, { type: 'trace', trace });
  return view;
}

/** A generation with weights that followed its document. */
async function showOnline(view: OpenView): Promise<void> {
  const trace = completionTrace('bo', 3);
  const decisions = trace.decisions.map((decision) => ({ ...decision, weightOrigin: onlineOrigin }));
  await view.send(
    { type: 'traces', traces: [headerOf(trace)] },
    { type: 'trace', trace: { ...trace, decisions } },
  );
}

function headerOf({ id, task, rule, promptTail, startedAt }: TraceHeader): TraceHeader {
  return { id, task, rule, promptTail, startedAt };
}

test('is ready before anything else, and asks for the newest generation', async ({ page }) => {
  const view = await openView(page, server.origin, 'inspector');
  await expect(page.getByRole('heading', { name: 'No generation yet' })).toBeVisible();
  expect(await view.posted()).toEqual([{ type: 'ready' }]);
  await view.send({ type: 'traces', traces: [completionHeader('bo', 1), completionHeader('ug', 2)] });
  expect(await view.posted()).toEqual([{ type: 'ready' }, { type: 'select', id: 2 }]);
  await view.send({ type: 'unknown' }, { type: 'trace', trace: completionTrace('ug', 2) });
  await expect(page.getByRole('option')).not.toHaveCount(0);
  expect(view.problems).toEqual([]);
});

for (const language of languages) {
  test(`shows each token of ${language} in the text's own direction`, async ({ page }) => {
    const view = await showTrace(page, language);
    const { decisions } = completionTrace(language, 3);
    const options = page.getByRole('listbox', { name: 'Generated text' }).getByRole('option');
    await expect(options).toHaveCount(decisions.length);
    for (const { index, winner } of decisions) {
      const source = { largeIns: 'large-ins', smallCpt: 'small-cpt', smallBase: 'small-base' }[winner];
      await expect(token(page, index)).toHaveAttribute('data-source', source);
      await expect(token(page, index)).toHaveAccessibleName(
        new RegExp(`^token ${index + 1} of ${decisions.length}: .*decided by ${source}`, 'u'),
      );
    }
    const first = (await token(page, 0).boundingBox())!;
    const third = (await token(page, 2).boundingBox())!;
    if (language === 'mn-Mong') expect(third.y).toBeGreaterThan(first.y);
    else if (language === 'ug' || language === 'kk-Arab') expect(third.x).toBeLessThan(first.x);
    else expect(third.x).toBeGreaterThan(first.x);
    expect(view.problems).toEqual([]);
  });

  test(`moves through ${language} by the keys of its direction`, async ({ page }) => {
    await showTrace(page, language);
    const [next, previous] = {
      bo: ['ArrowRight', 'ArrowLeft'],
      'kk-Cyrl': ['ArrowRight', 'ArrowLeft'],
      'mn-Cyrl': ['ArrowRight', 'ArrowLeft'],
      ug: ['ArrowLeft', 'ArrowRight'],
      'kk-Arab': ['ArrowLeft', 'ArrowRight'],
      'mn-Mong': ['ArrowDown', 'ArrowUp'],
    }[language] as [string, string];
    const last = samples[language].tokens.length - 1;
    // The newest token is the strip's one stop of the Tab key.
    await token(page, last).focus();
    await page.keyboard.press('Home');
    expect(await focusedToken(page)).toBe('0');
    await page.keyboard.press(next);
    await page.keyboard.press(next);
    await page.keyboard.press(previous);
    expect(await focusedToken(page)).toBe('1');
    await expect(page.getByRole('heading', { name: `Token 2 of ${last + 1}` })).toBeVisible();
    await page.keyboard.press('End');
    expect(await focusedToken(page)).toBe(String(last));
    await expect(page.locator('[role=option][tabindex="0"]')).toHaveCount(1);
  });
}

test('keeps Arabic letters joined over the borders of tokens', async ({ page }) => {
  await showTrace(page, 'ug');
  const whole = samples.ug.tokens.slice(0, 2).join('');
  const [split, joined] = await page.evaluate<[number, number]>(`(() => {
    const strip = document.querySelector('.strip');
    const probe = document.createElement('span');
    probe.textContent = ${JSON.stringify(whole)};
    strip.append(probe);
    const widths = [0, 1].map((at) => document.querySelector('[data-index="' + at + '"]').getBoundingClientRect().width);
    const result = [widths[0] + widths[1], probe.getBoundingClientRect().width];
    probe.remove();
    return result;
  })()`);
  // Unjoined letters have other forms and widths.
  expect(Math.abs(split - joined)).toBeLessThan(0.6);
});

test('the card tells the whole decision, and its bars sum to the margin', async ({ page }) => {
  await showTrace(page, 'ug');
  const decision = completionTrace('ug', 3).decisions[4]!;
  await token(page, 4).click();
  const card = page.getByRole('region', { name: 'Token 5 of 22' });
  await expect(card.locator('.summary')).toContainText('decided: it gave');
  const values = await card.locator('.bar-row.part .bar-value').allInnerTexts();
  const sum = values.reduce((total, value) => total + Number(value.replace('−', '-')), 0);
  expect(sum).toBeCloseTo(decision.margin, 1);
  await expect(card.locator('.bar-row.sum')).toContainText('= margin');
  // Lengths and sides of the bars, as drawn, from the zero axis.
  const drawn = await page.evaluate<readonly number[]>(`(() => {
    const track = document.querySelector('.bar-track').getBoundingClientRect();
    const zero = track.left + track.width * Number(document.querySelector('.bars').style.getPropertyValue('--zero'));
    return [...document.querySelectorAll('.bar')].map((bar) => {
      const { left, right, width } = bar.getBoundingClientRect();
      return Math.abs(left - zero) < 1.5 ? width : Math.abs(right - zero) < 1.5 ? -width : NaN;
    });
  })()`);
  const scale = drawn[3]! / decision.margin;
  expect(drawn[0]! / scale).toBeCloseTo(decision.contributions.largeIns, 0);
  expect(drawn[1]! / scale).toBeCloseTo(decision.contributions.smallCpt, 0);
  expect(drawn[2]! / scale).toBeCloseTo(decision.contributions.smallBase, 0);
  const table = card.getByRole('table');
  for (const name of ['fused', 'large-ins', 'small-cpt', 'small-base']) {
    await expect(table.getByRole('columnheader', { name })).toBeVisible();
  }
  const rank = table.getByRole('row', { name: 'Rank of this token' }).getByRole('cell');
  await expect(rank).toHaveText([
    String(decision.rank),
    String(decision.sources.largeIns?.rank),
    String(decision.sources.smallCpt?.rank),
    String(decision.sources.smallBase?.rank),
  ]);
  await expect(table.getByRole('row', { name: /^No\. \d/u })).toHaveCount(5);
});

test('says which model was not run', async ({ page }) => {
  const view = await openView(page, server.origin, 'inspector');
  const trace = completionTrace('bo', 3);
  const decisions = trace.decisions.map((decision) => ({
    ...decision,
    weights: { ...decision.weights, smallBase: 0 },
    sources: { ...decision.sources, smallBase: null },
    leaveOneOut: { ...decision.leaveOneOut, smallBase: null },
  }));
  await view.send(
    { type: 'traces', traces: [headerOf(trace)] },
    { type: 'trace', trace: { ...trace, decisions } },
  );
  await expect(page.getByRole('columnheader', { name: 'small-base' })).toContainText('not run (weight 0)');
  await expect(page.locator('.bar-row.absent')).toContainText('no part');
});

test('shows the way of weights that follow the document, in words as well', async ({ page }) => {
  const view = await openView(page, server.origin, 'inspector');
  await showOnline(view);
  const way = page.getByRole('region', { name: 'The weights’ way through the document' });
  await expect(way.getByRole('img', { name: /from token 2 to token 413 of the document/u })).toBeVisible();
  await expect(way.getByRole('listitem')).toHaveCount(0);
  await way.getByText('The 4 pairs in turn').focus();
  await page.keyboard.press('Enter');
  await expect(way.getByRole('listitem')).toHaveCount(4);
  await expect(way.getByRole('listitem').last()).toHaveText('from token 231 on: α 0.5, β 0.7');
  await expect(page.locator('.more')).toContainText('clearly better than the usual pair');
  expect(view.problems).toEqual([]);
});

test('pins a token by Enter, lets it go by Escape, and copies its details', async ({ page }) => {
  const view = await showTrace(page, 'bo');
  await token(page, 3).click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'Token 4 of 27' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Token 5 of 27' })).toBeVisible();
  await page.getByText('Copy details').click();
  const copied = (await view.posted()).at(-1)!;
  expect(copied.type).toBe('copy');
  expect(JSON.parse(String(copied['text']))).toMatchObject({ index: 4, text: '<0xE0><0xBE>' });
});

test('grows while it generates and leaves the user at the chosen token', async ({ page }) => {
  const view = await openView(page, server.origin, 'inspector');
  const { decisions } = completionTrace('bo', 3);
  const header = completionHeader('bo', 9);
  await view.send({ type: 'started', trace: header });
  await expect(page.getByText('Reading the prompt …')).toBeVisible();
  await expect(page.locator('[role=status]')).toHaveText('Generation started: Completion, Tibetan.');
  const send = (from: number, to: number) =>
    view.send(
      ...decisions.slice(from, to).map((decision) => ({ type: 'decision', id: header.id, decision })),
    );
  await send(0, 4);
  await expect(page.getByRole('option')).toHaveCount(4);
  await token(page, 1).click();
  // A stack's missing bytes arrive: the tokens before them are drawn anew, the focus stays.
  await token(page, 3).focus();
  await send(4, 7);
  expect(await focusedToken(page)).toBe('3');
  await token(page, 1).focus();
  await send(7, decisions.length);
  expect(await focusedToken(page)).toBe('1');
  await expect(page.getByRole('heading', { name: `Token 2 of ${decisions.length}` })).toBeVisible();
  await view.send({ type: 'started', trace: completionHeader('ug', 10) });
  await expect(page.getByText('1 newer generation')).toBeVisible();
  expect(await focusedToken(page)).toBe('1');
  await view.send({ type: 'ended', id: header.id, outcome: outcome('x') });
  await expect(page.locator('[role=status]')).toHaveText(
    'Generation over: 27 tokens, ended at a sentence or line end.',
  );
});

test('appends to hundreds of tokens without drawing the others again', async ({ page }) => {
  const view = await openView(page, server.origin, 'inspector');
  const { decisions } = completionTrace('kk-Cyrl', 3);
  const header = completionHeader('kk-Cyrl', 9);
  const many = Array.from({ length: 600 }, (_, index) => ({ ...decisions[index % 15]!, index }));
  const message = (decision: object) => ({ type: 'decision', id: header.id, decision });
  await view.send({ type: 'started', trace: header }, ...many.slice(0, 599).map(message));
  await expect(page.getByRole('option')).toHaveCount(599);
  await page.evaluate(`(() => {
    window.__changed = 0;
    new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records) window.__changed += addedNodes.length + removedNodes.length;
    }).observe(document.querySelector('[role=listbox]'), { childList: true });
  })()`);
  await view.send(message(many[599]!));
  await expect(page.getByRole('option')).toHaveCount(600);
  expect(await page.evaluate('window.__changed')).toBe(1);
});

test('comes back to the same token after it was hidden', async ({ page }) => {
  await showTrace(page, 'mn-Mong');
  await token(page, 6).click();
  await page.keyboard.press('Enter');
  await page.reload();
  const trace = completionTrace('mn-Mong', 3);
  for (const data of [
    { type: 'traces', traces: [completionHeader('bo', 8), headerOf(trace)] },
    { type: 'trace', trace },
  ]) {
    await page.evaluate(
      `window.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(data)} }))`,
    );
  }
  await expect(page.getByRole('heading', { name: 'Token 7 of 22' })).toBeVisible();
  await expect(token(page, 6)).toHaveClass(/pinned/u);
});

test('chooses another generation from the list, and forgets all at a reset', async ({ page }) => {
  const view = await openView(page, server.origin, 'inspector');
  await view.send({ type: 'traces', traces: [completionHeader('bo', 1), completionHeader('ug', 2)] });
  await page.getByRole('combobox', { name: 'Generation' }).click();
  await page.getByRole('option', { name: /Tibetan/u }).click();
  expect((await view.posted()).at(-1)).toEqual({ type: 'select', id: 1 });
  await view.send({ type: 'reset' });
  await expect(page.getByRole('heading', { name: 'The TriMix server was restarted' })).toBeVisible();
});

test('takes markup in a token for text', async ({ page }) => {
  const view = await openView(page, server.origin, 'inspector');
  const trace = completionTrace('kk-Cyrl', 3);
  const decisions = trace.decisions.map((decision) => ({
    ...decision,
    text: '<img src=x onerror="window.__hit=1">',
  }));
  await view.send(
    { type: 'traces', traces: [headerOf(trace)] },
    { type: 'trace', trace: { ...trace, decisions } },
  );
  await expect(page.locator('img')).toHaveCount(0);
  expect(await page.evaluate('window.__hit')).toBeUndefined();
});

for (const theme of Object.keys(themes) as readonly ThemeName[]) {
  test(`is accessible in ${theme}`, async ({ page }) => {
    await showTrace(page, 'ug', theme);
    await token(page, 4).click();
    await expectAccessible(page);
  });

  test(`shows the weights' way accessibly in ${theme}`, async ({ page }) => {
    const view = await openView(page, server.origin, 'inspector', theme);
    await showOnline(view);
    await page.locator('.way summary').click();
    await expectAccessible(page);
  });
}

test('tells the models apart where the system forces its colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await showTrace(page, 'bo');
  const lines = await page.evaluate<string[]>(`['large-ins', 'small-cpt', 'small-base'].map((source) =>
    getComputedStyle(document.querySelector('.token[data-source="' + source + '"]')).borderBlockEndStyle)`);
  expect(lines).toEqual(['double', 'solid', 'dotted']);
});
