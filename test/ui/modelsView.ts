import type { Locator } from '@playwright/test';
import { expectAccessible } from './webview/accessibility.ts';
import type { Workbench } from './workbench.ts';

/** The models view, as it is read and used. */
export class ModelsView {
  /** Of the side bar's part that holds the view. */
  readonly selector = '.composite.viewlet[id*="trimix"]';
  readonly pane: Locator;
  readonly #workbench: Workbench;

  private constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.pane = workbench.page.locator(this.selector);
  }

  /** Opens the view and puts the focus into it. */
  static async open(workbench: Workbench): Promise<ModelsView> {
    await workbench.command('TriMix: Manage Models');
    const view = new ModelsView(workbench);
    await view.pane.waitFor();
    return view;
  }

  /** The line that begins so, by what a screen reader says of it. */
  line(label: string): Locator {
    return this.pane.locator(`.monaco-list-row[aria-label^="${label}"]`);
  }

  /** A button of the text that stands where there are no lines. */
  button(name: string): Locator {
    return this.pane.locator('.welcome-view-content').getByRole('button', { name });
  }

  /** Opens the context menu of a line by keyboard and takes an entry of it. */
  async chooseByKeyboard(line: Locator, entry: string): Promise<void> {
    const { page } = this.#workbench;
    await line.click();
    await page.keyboard.press('Shift+F10');
    await page.locator('.monaco-menu .action-item', { hasText: entry }).waitFor();
    const chosen = page.locator('.monaco-menu .action-item.focused', { hasText: entry });
    for (let tries = 0; tries < 20 && (await chosen.count()) === 0; tries++)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }

  async expectAccessible(): Promise<void> {
    await expectAccessible(this.#workbench.page, {
      part: this.selector,
      // The editor draws label and description without a space between; a screen reader is told a sentence.
      except: ['label-content-name-mismatch'],
    });
  }

  /** Opens a line that has others below it. */
  async expand(line: Locator): Promise<void> {
    if ((await line.getAttribute('aria-expanded')) === 'true') return;
    await line.click();
    await this.#workbench.page.keyboard.press('ArrowRight');
  }

  /** Makes the side bar wider by so many pixels. */
  async widen(pixels: number): Promise<void> {
    const { page } = this.#workbench;
    const box = await page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('There is no side bar.');
    const edge = box.x + box.width;
    await page.mouse.move(edge, 300);
    await page.mouse.down();
    await page.mouse.move(edge + pixels, 300, { steps: 5 });
    await page.mouse.up();
  }
}
