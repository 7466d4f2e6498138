import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { VSCodeServer } from '../vscode-host/server.ts';

/** What stands in the workspace, by file name, and what is open. */
export interface WorkspaceContent {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The first file when absent. */
  readonly open?: string;
  /** Workspace settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Nobody has used the window before: for what VS Code remembers, or does once. */
  readonly newWindow?: boolean;
}

/** Makes a workspace that has settings and no files, and resolves to its folder. */
export async function makeWorkspace(
  server: VSCodeServer,
  { settings }: Pick<WorkspaceContent, 'settings'>,
): Promise<string> {
  const root = await mkdtemp(path.join(server.work, 'ws-'));
  if (settings !== undefined) {
    await mkdir(path.join(root, '.vscode'));
    await writeFile(path.join(root, '.vscode', 'settings.json'), JSON.stringify(settings));
  }
  return root;
}

/** Writes the files into a folder and resolves to the name of the one that is to be open. */
export async function writeFiles(folder: string, { files, open }: WorkspaceContent): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  const opened = open ?? Object.keys(files)[0];
  if (opened === undefined) throw new Error('A workspace needs a file.');
  return opened;
}
