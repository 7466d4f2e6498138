import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { chosenBuild } from '../vscode-host/builds.ts';
import { ensureOfflineHost } from '../vscode-host/offlineHost.ts';
import type { Settings } from '../vscode-host/profile.ts';
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

/** As {@link OpenWorkbench}, on a server of its own, where nobody has installed models or set anything before. */
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

export const test = base.extend<TestFixtures, { vscodeServer: VSCodeServer }>({
  vscodeServer: [
    // Playwright reads a fixture's needs from its parameters; this one has none.
    async ({}, use) => {
      const server = await startWithExtension();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  openWorkbench: async ({ vscodeServer, page, context }, use) => {
    const refused = await fence(context);
    await use((content) => openOn(vscodeServer, page, content));
    // Nothing that is typed may leave the machine, and nothing else needs to.
    base.expect(refused).toEqual([]);
  },
  openFreshWorkbench: async ({ page, context }, use) => {
    const refused = await fence(context);
    const servers: VSCodeServer[] = [];
    await use(async ({ machineSettings, ...content }) => {
      const server = await startWithExtension(machineSettings);
      servers.push(server);
      return openOn(server, page, content);
    });
    for (const server of servers) await server.stop();
    base.expect(refused).toEqual([]);
  },
});

async function startWithExtension(machineSettings?: Settings): Promise<VSCodeServer> {
  const extension = process.env['TRIMIX_VSIX'];
  if (extension === undefined) throw new Error('TRIMIX_VSIX names no package: run «npm run test:ui».');
  const host = await ensureOfflineHost(chosenBuild(), console.log);
  return startServer({ host, extension, ...(machineSettings === undefined ? {} : { machineSettings }) });
}

async function openOn(
  server: VSCodeServer,
  page: Page,
  { files, open = Object.keys(files)[0], settings }: WorkspaceContent,
): Promise<Workbench> {
  const folder = await mkdtemp(path.join(server.work, 'ws-'));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  if (settings !== undefined) {
    await mkdir(path.join(folder, '.vscode'));
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  }
  if (open === undefined) throw new Error('A workspace needs a file.');
  const workbench = new Workbench(page, server, folder, open);
  await workbench.open();
  return workbench;
}

export { expect } from '@playwright/test';
