import type { Locator } from '@playwright/test';
import type { Workbench } from './workbench.ts';

/** The question before an installation: what it brings, and under which licences. */
export class InstallDialog {
  readonly text: Locator;
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.text = workbench.page.locator('.monaco-dialog-box');
  }

  async agree(): Promise<void> {
    await this.#workbench.page.getByRole('button', { name: 'Agree and Install', exact: true }).click();
  }
}
