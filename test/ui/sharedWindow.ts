import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import type { VSCodeServer } from '../vscode-host/server.ts';
import { fence } from '../vscode-host/workbench.ts';
import { Workbench } from './workbench.ts';
import { makeWorkspace, type WorkspaceContent, writeFiles } from './workspace.ts';

/** A window that is open, and the settings of its workspace. */
interface OpenWindow {
  readonly page: Page;
  readonly root: string;
  readonly settings: string;
  readonly refused: readonly string[];
}

/**
 * The window that tests use one after another, as a person writes one document after another: VS Code takes longer to
 * start than most tests to run. Each test finds no editor, panel or message of the one before, and has a folder of
 * files of its own in the workspace. Other settings mean another window.
 *
 * A test that fails ends its worker process, and with it the window.
 */
export class SharedWindow {
  readonly #server: VSCodeServer;
  readonly #browser: Browser;
  #open: OpenWindow | undefined;
  #tests = 0;

  constructor(server: VSCodeServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  /** Requests that would have left this machine. */
  get refused(): readonly string[] {
    return this.#open?.refused ?? [];
  }

  /** Shows the content in the window that is open where that has the same settings, else in a new one. */
  async show(content: WorkspaceContent): Promise<Workbench> {
    // Of one width, so that none is part of another when it is searched for.
    const folder = `test-${String(++this.#tests).padStart(4, '0')}`;
    const settings = JSON.stringify(content.settings ?? {});
    if (this.#open === undefined || this.#open.settings !== settings || content.newWindow === true)
      return this.#openWindow(folder, content, settings);
    const { page, root } = this.#open;
    const before = new Workbench(page, this.#server, root, '');
    await before.closeEverything();
    await rm(path.join(root, `test-${String(this.#tests - 1).padStart(4, '0')}`), { recursive: true });
    const file = await writeFiles(path.join(root, folder), content);
    const workbench = new Workbench(page, this.#server, path.join(root, folder), file, root);
    await workbench.quickOpen(file);
    await expect(workbench.editor).toBeVisible();
    return workbench;
  }

  /** Closes the window. */
  async close(): Promise<void> {
    await this.#open?.page.context().close();
    this.#open = undefined;
  }

  async #openWindow(folder: string, content: WorkspaceContent, settings: string): Promise<Workbench> {
    await this.close();
    const root = await makeWorkspace(this.#server, content);
    const file = await writeFiles(path.join(root, folder), content);
    const context = await this.#browser.newContext();
    const refused = await fence(context);
    const page = await context.newPage();
    this.#open = { page, root, settings, refused };
    const workbench = new Workbench(page, this.#server, path.join(root, folder), file, root);
    await workbench.open();
    return workbench;
  }
}
