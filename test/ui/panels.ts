import { expect, type Frame, type Locator } from '@playwright/test';
import type { Workbench } from './workbench.ts';

/** The translation preview as it is read and used. */
export class PreviewPanel {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  static async of(workbench: Workbench): Promise<PreviewPanel> {
    return new PreviewPanel(await workbench.webview('TriMix: Translation'));
  }

  get passages(): Locator {
    return this.frame.locator('article.passage');
  }

  /** What a passage's state line says, such as «Done». */
  state(passage = 0): Locator {
    return this.passages.nth(passage).locator('header .state');
  }

  /** The translated text of a passage. */
  async translation(passage = 0): Promise<string> {
    return (await this.passages.nth(passage).locator('.pane').nth(1).locator('.text').textContent()) ?? '';
  }

  button(name: 'Replace' | 'Insert Below' | 'Copy' | 'Cancel' | 'Retry'): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  async untilDone(passage = 0): Promise<void> {
    // A translation that was stopped is done too, and says so.
    await expect(this.state(passage)).toHaveText(
      /^(?:Done|The translation (?:reached|began to repeat|left))/,
      {
        timeout: 60_000,
      },
    );
  }
}

/** The fusion inspector as it is read. */
export class InspectorPanel {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  static async of(workbench: Workbench): Promise<InspectorPanel> {
    return new InspectorPanel(await workbench.webview('TriMix: Fusion Inspector'));
  }

  /** The generated tokens, in order. */
  get tokens(): Locator {
    return this.frame.getByRole('listbox', { name: 'Generated text' }).getByRole('option');
  }

  get outcome(): Locator {
    return this.frame.locator('.outcome');
  }

  get card(): Locator {
    return this.frame.locator('.card');
  }

  /** Label and signed value of each contribution bar; the last is their sum. */
  async contributions(): Promise<readonly { readonly label: string; readonly value: number }[]> {
    const rows = await this.card.locator('.bar-row').all();
    return Promise.all(
      rows.map(async (row) => {
        const value = (await row.locator('.bar-value').textContent()) ?? '';
        const number = /[+−-]?\d+(?:\.\d+)?/.exec(value)?.[0].replace('−', '-');
        return {
          label: (await row.locator('dt').textContent()) ?? '',
          value: number === undefined ? 0 : Number(number),
        };
      }),
    );
  }
}

/** The text preview as it is read and used. */
export class TextPreviewPanel {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  static async open(workbench: Workbench): Promise<TextPreviewPanel> {
    await workbench.command('TriMix: Open Text Preview');
    return new TextPreviewPanel(await workbench.webview('TriMix: Text Preview'));
  }

  /** The line with the cursor. */
  get current(): Locator {
    return this.frame.locator('[role=option][aria-selected=true]');
  }

  get ghost(): Locator {
    return this.frame.locator('.ghost');
  }

  get passages(): Locator {
    return this.frame.locator('.passage');
  }

  line(number: number): Locator {
    return this.frame.getByRole('option').nth(number);
  }
}
