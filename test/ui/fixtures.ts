import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { chosenBuild } from '../vscode-host/builds.ts';
import { ensureOfflineHost } from '../vscode-host/offlineHost.ts';
import { startServer, type VSCodeServer } from '../vscode-host/server.ts';
import { fence } from '../vscode-host/workbench.ts';
import { Workbench } from './workbench.ts';

/** What stands in the workspace, by file name, and what is open. */
export interface WorkspaceContent {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The first file when absent. */
  readonly open?: string;
  /** Workspace settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Opens a window of VS Code on a fresh workspace, with TriMix installed from its package. */
export type OpenWorkbench = (content: WorkspaceContent) => Promise<Workbench>;

export const test = base.extend<{ openWorkbench: OpenWorkbench }, { vscodeServer: VSCodeServer }>({
  vscodeServer: [
    // Playwright reads a fixture's needs from its parameters; this one has none.
    async ({}, use) => {
      const extension = process.env['TRIMIX_VSIX'];
      if (extension === undefined) throw new Error('TRIMIX_VSIX names no package: run «npm run test:ui».');
      const host = await ensureOfflineHost(chosenBuild(), console.log);
      const server = await startServer({ host, extension });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  openWorkbench: async ({ vscodeServer, page, context }, use) => {
    const refused = await fence(context);
    await use(async ({ files, open = Object.keys(files)[0], settings }) => {
      const folder = await mkdtemp(path.join(vscodeServer.work, 'ws-'));
      for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
      if (settings !== undefined) {
        await mkdir(path.join(folder, '.vscode'));
        await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
      }
      if (open === undefined) throw new Error('A workspace needs a file.');
      const workbench = new Workbench(page, vscodeServer, folder, open);
      await workbench.open();
      return workbench;
    });
    // Nothing that is typed may leave the machine, and nothing else needs to.
    base.expect(refused).toEqual([]);
  },
});

export { expect } from '@playwright/test';
