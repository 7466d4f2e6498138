import { expect, type Locator } from '@playwright/test';
import type { Workbench } from './workbench.ts';

/** The walkthrough as VS Code shows it. */
export class WalkthroughPage {
  readonly root: Locator;

  private constructor(root: Locator) {
    this.root = root;
  }

  static async open(workbench: Workbench): Promise<WalkthroughPage> {
    await workbench.command('TriMix: Get Started');
    const page = new WalkthroughPage(workbench.page.locator('.gettingStartedContainer'));
    await expect(page.root.locator('h2', { hasText: 'Write in your language with TriMix' })).toBeVisible();
    return page;
  }

  step(id: string): Locator {
    return this.root.locator(`.getting-started-step[data-step-id$="#${id}"]`);
  }

  /** Opens a step, unless it is open. */
  async show(id: string): Promise<Locator> {
    const step = this.step(id);
    if (!((await step.getAttribute('class')) ?? '').includes('expanded')) await step.click();
    await expect(step).toHaveClass(/expanded/);
    return step;
  }

  /** Presses the button of a step. */
  async press(id: string, button: string): Promise<void> {
    const step = await this.show(id);
    await step.getByRole('button', { name: button, exact: true }).click();
  }

  async expectDone(id: string): Promise<void> {
    await expect(this.step(id).locator('.codicon-getting-started-step-checked').first()).toBeVisible();
  }

  async expectOpen(id: string): Promise<void> {
    await expect(this.step(id).locator('.codicon-getting-started-step-unchecked').first()).toBeVisible();
  }

  /** The picture beside the steps is drawn: it comes some time after its step was opened. */
  async untilPictureIsThere(): Promise<void> {
    await expect(this.root.locator('.getting-started-media')).toBeVisible();
    const picture = this.root
      .page()
      .frameLocator('iframe.webview.ready')
      .frameLocator('iframe#active-frame')
      .locator('svg, h2')
      .first();
    await expect(picture).toBeVisible();
  }
}
