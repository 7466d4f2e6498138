import { test as base } from '@playwright/test';
import { chosenBuild } from '../vscode-host/builds.ts';
import { ensureOfflineHost } from '../vscode-host/offlineHost.ts';
import type { Settings } from '../vscode-host/profile.ts';
import { startServer, type VSCodeServer } from '../vscode-host/server.ts';
import { fence } from '../vscode-host/workbench.ts';
import { SharedWindow } from './sharedWindow.ts';
import { Workbench } from './workbench.ts';
import { makeWorkspace, type WorkspaceContent, writeFiles } from './workspace.ts';

/** Shows content in a window of VS Code that has TriMix installed from its package: see {@link SharedWindow}. */
export type OpenWorkbench = (content: WorkspaceContent) => Promise<Workbench>;

/** Opens a window of VS Code on a fresh workspace and a server of its own, where nobody has installed models or set anything before. */
export type OpenFreshWorkbench = (
  content: WorkspaceContent & {
    /** Settings of the machine: those that a workspace cannot set. */
    readonly machineSettings?: Settings;
  },
) => Promise<Workbench>;

interface TestFixtures {
  readonly openWorkbench: OpenWorkbench;
  readonly openFreshWorkbench: OpenFreshWorkbench;
}

interface WorkerFixtures {
  readonly vscodeServer: VSCodeServer;
  readonly sharedWindow: SharedWindow;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  vscodeServer: [
    // Playwright reads a fixture's needs from its parameters; this one has none.
    async ({}, use) => {
      const server = await startWithExtension();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  sharedWindow: [
    async ({ vscodeServer, browser }, use) => {
      const window = new SharedWindow(vscodeServer, browser);
      await use(window);
      await window.close();
    },
    { scope: 'worker' },
  ],
  openWorkbench: async ({ sharedWindow }, use) => {
    await use((content) => sharedWindow.show(content));
    // Nothing that is typed may leave the machine, and nothing else needs to.
    base.expect(sharedWindow.refused).toEqual([]);
  },
  openFreshWorkbench: async ({ page, context }, use) => {
    const refused = await fence(context);
    const servers: VSCodeServer[] = [];
    await use(async ({ machineSettings, ...content }) => {
      const server = await startWithExtension(machineSettings);
      servers.push(server);
      const root = await makeWorkspace(server, content);
      const workbench = new Workbench(page, server, root, await writeFiles(root, content));
      await workbench.open();
      return workbench;
    });
    for (const server of servers) await server.stop();
    base.expect(refused).toEqual([]);
  },
});

async function startWithExtension(machineSettings?: Settings): Promise<VSCodeServer> {
  const extension = process.env['TRIMIX_VSIX'];
  if (extension === undefined) throw new Error('TRIMIX_VSIX names no package: run «npm run test:ui».');
  const host = await ensureOfflineHost(chosenBuild(), console.log);
  // Only a test saves, and knows when: a file that VS Code is just writing reads as empty.
  const settings = { 'files.autoSave': 'off' };
  return startServer({
    host,
    extension,
    settings,
    ...(machineSettings === undefined ? {} : { machineSettings }),
  });
}

export { expect } from '@playwright/test';
