import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Frame, type Locator, type Page } from '@playwright/test';
import type { VSCodeServer } from '../vscode-host/server.ts';
import { TriMixServerProcess } from '../vscode-host/triMixServerProcess.ts';

/** One window of VS Code, used as a person uses it: by keyboard, mouse and what stands on the screen. */
export class Workbench {
  readonly page: Page;
  readonly folder: string;
  /** The document under test. */
  readonly file: string;
  readonly triMixServer: TriMixServerProcess;
  readonly #server: VSCodeServer;
  readonly #workspace: string;

  /** @param workspace the folder that VS Code opens, where it is not the one with the files */
  constructor(page: Page, server: VSCodeServer, folder: string, file: string, workspace = folder) {
    this.page = page;
    this.folder = folder;
    this.file = path.join(folder, file);
    this.#server = server;
    this.#workspace = workspace;
    this.triMixServer = new TriMixServerProcess(server.work);
  }

  async open(): Promise<void> {
    const openFile = ['openFile', this.#server.uri(this.file)] as const;
    await this.page.goto(this.#server.url(this.#workspace, [openFile]));
    await expect(this.editor).toBeVisible({ timeout: 60_000 });
  }

  /** The editor that is open at the start. */
  get editor(): Locator {
    return this.page.locator('.editor-instance .view-lines').first();
  }

  /** TriMix's item in the status bar; its accessible name says how things stand. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id*="trimix.status"] a').first();
  }

  /** Messages that have popped up. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item-message');
  }

  /** The extension is active: its commands are known. */
  async untilActive(): Promise<void> {
    await expect(this.status).toBeVisible({ timeout: 60_000 });
  }

  /** The server is up. It loads the models when they are first needed. */
  async untilReady(): Promise<void> {
    await expect(this.status).toHaveAttribute('aria-label', /TriMix is ready\./);
  }

  /** Puts the cursor behind the document's last character. */
  async goToEnd(): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press('Control+End');
  }

  /** Types text as a keyboard or an input method commits it: all at once. */
  async insert(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The grey text at the cursor; empty when there is none. */
  async ghostText(): Promise<string> {
    const parts = await this.page.locator('.editor-instance .ghost-text-decoration').allTextContents();
    return plainSpaces(parts.join(''));
  }

  /** Waits for grey text and returns it whole. */
  async untilGhostText(): Promise<string> {
    await expect.poll(() => this.ghostText()).not.toBe('');
    return this.ghostText();
  }

  /** Checks that no grey text comes, for long enough that one would have come. */
  async expectNoGhostText(): Promise<void> {
    for (let waited = 0; waited < 2500; waited += 250) {
      expect(await this.ghostText()).toBe('');
      await this.page.waitForTimeout(250);
    }
  }

  /** The document as it is on disk after saving: what a person would get, not what the screen shows of it. */
  async savedText(): Promise<string> {
    const unsaved = this.page.locator('.tab.dirty');
    // VS Code writes the file anew even where nothing has changed, and for a moment it is empty.
    // And a key may be lost while the focus is on its way from a panel to the editor.
    await expect(async () => {
      if ((await unsaved.count()) > 0) await this.page.keyboard.press('Control+s');
      await expect(unsaved).toHaveCount(0, { timeout: 5_000 });
    }).toPass({ timeout: 30_000 });
    return readFile(this.file, 'utf8');
  }

  /** Waits until the document, saved, is this text: an edit may still be on its way from the extension. */
  async expectSavedText(text: string): Promise<void> {
    await expect.poll(() => this.savedText()).toBe(text);
  }

  /** The document as it is on disk now. */
  async fileOnDisk(): Promise<Buffer> {
    return readFile(this.file);
  }

  /** Writes the workspace's settings, of which VS Code takes notice after a while. */
  async writeWorkspaceSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await writeFile(path.join(this.#workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
  }

  /** Runs a command by its title in the Command Palette. */
  async command(title: string): Promise<void> {
    // Not Enter: the list may still be about another word, and Enter takes whatever is on top. Nor the first that has the
    // words: what was used before comes first, and may say more.
    const name = this.page.locator('.label-name', { hasText: new RegExp(`^${escaped(title)}$`) });
    await this.#pick('F1', `>${title}`, (rows) => rows.filter({ has: name }));
  }

  /** Opens another of the document's files in the same editor group. */
  async quickOpen(name: string): Promise<void> {
    const folder = path.basename(this.folder);
    await this.#pick('Control+p', `${folder}/${name}`, (rows) =>
      rows.filter({ hasText: folder }).filter({ hasText: name }),
    );
    await expect(this.page.locator('.tab.active', { hasText: name })).toBeVisible();
  }

  /** Opens a list by a key and clicks one of its rows. The list closes when something else takes the focus: once more then. */
  async #pick(key: string, text: string, choose: (rows: Locator) => Locator): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    await expect(async () => {
      await this.page.keyboard.press(key);
      await expect(input).toBeVisible({ timeout: 5_000 });
      await input.fill(text, { timeout: 5_000 });
      const rows = this.page.locator('.quick-input-list .monaco-list-row');
      await choose(rows).first().click({ timeout: 20_000 });
    }).toPass({ timeout: 60_000 });
  }

  /** Waits until the list that is open has the entry. */
  async untilListed(entry: string): Promise<void> {
    await this.#entry(entry).waitFor();
  }

  /** Chooses an entry of the list that is open. */
  async choose(entry: string): Promise<void> {
    await this.untilListed(entry);
    await this.#entry(entry).click();
  }

  #entry(entry: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: entry }).first();
  }

  /** Brings the tab with that title to the front. */
  async showTab(title: string): Promise<void> {
    await this.page.locator('.tabs-container .tab', { hasText: title }).click();
  }

  /** Presses Cancel of the progress that stands in a notification. */
  async cancelProgress(): Promise<void> {
    const toast = this.page.locator('.notification-toast', {
      has: this.page.locator('.monaco-progress-container'),
    });
    await toast.getByRole('button', { name: 'Cancel' }).first().click();
  }

  /** Takes away the messages that have popped up. */
  async closeNotifications(): Promise<void> {
    await this.command('Notifications: Clear All Notifications');
    await expect(this.notifications).toHaveCount(0);
  }

  /** Saves and closes all documents, and takes away panels, lists and messages. */
  async closeEverything(): Promise<void> {
    await this.press('Escape');
    await expect(this.page.locator('.quick-input-widget')).toBeHidden();
    if ((await this.page.locator('.tab.dirty').count()) > 0) {
      await this.command('File: Save All Files');
      await expect(this.page.locator('.tab.dirty')).toHaveCount(0);
    }
    await this.command('View: Close All Editor Groups');
    await expect(this.page.locator('.tab')).toHaveCount(0);
    await expect(this.page.locator('iframe.webview')).toHaveCount(0);
    if (await this.page.locator('.part.panel').isVisible()) {
      await this.command('View: Hide Panel');
      await expect(this.page.locator('.part.panel')).toBeHidden();
    }
    if ((await this.notifications.count()) > 0) await this.closeNotifications();
  }

  /** The inside of the webview with that title. */
  async webview(title: string): Promise<Frame> {
    let found: Frame | undefined;
    await expect
      .poll(
        async () => {
          found = await this.#frame(title);
          return found !== undefined;
        },
        { message: `the webview «${title}» is there` },
      )
      .toBe(true);
    if (found === undefined) throw new Error(`No webview «${title}».`);
    return found;
  }

  async #frame(title: string): Promise<Frame | undefined> {
    for (const frame of this.page.frames()) {
      // A frame may go away while it is looked at.
      if ((await frame.title().catch(() => '')) === title && frame.parentFrame()?.parentFrame() !== null)
        return frame;
    }
    return undefined;
  }
}

/** The editor draws spaces as no-break spaces. */
function plainSpaces(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

/** A text as a pattern that matches it. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
