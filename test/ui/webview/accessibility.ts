import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * Checks the page against the rules of WCAG 2.2, levels A and AA, that a program can check.
 *
 * @param part only what is inside the element that this CSS selector finds
 * @param except names of rules that cannot hold there
 */
export async function expectAccessible(
  page: Page,
  { part = ':root', except = [] }: { readonly part?: string; readonly except?: readonly string[] } = {},
): Promise<void> {
  const rules = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]));
  await page.evaluate(await readFile(axe, 'utf8'));
  const violations: readonly Violation[] = await page.evaluate(`axe
    .run(document.querySelector(${JSON.stringify(part)}), { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: ${JSON.stringify(rules)} })
    .then(({ violations }) => violations)`);
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`,
  );
  expect(told).toEqual([]);
}
