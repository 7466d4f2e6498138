// npm start [-- --host offline|desktop] [--port N] [--no-open] [FOLDER]
// Opens a real VS Code with TriMix running on its demo models, and stays until Ctrl+C or until it is closed.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser, onPath } from '../test/vscode-host/browser.ts';
import { chosenBuild } from '../test/vscode-host/builds.ts';
import { desktopIfPossible, ensureDesktop, hasDisplay } from '../test/vscode-host/desktop.ts';
import { ensureOfflineHost } from '../test/vscode-host/offlineHost.ts';
import { profileSettings } from '../test/vscode-host/profile.ts';
import { startServer } from '../test/vscode-host/server.ts';
import { projectRoot, stageExtension, thisTarget } from './stage.ts';

const usage = 'npm start [-- [--host offline|desktop] [--port N] [--no-open] [FOLDER]]';

/** What is open at the start, with the cursor where one would write on. */
const firstDocument = '1 Tibetan.md';
const farColumn = 10_000;

const options = readOptions();
const say = (message: string) => console.log(message);
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});

say('Building TriMix.');
const stage = await stageExtension(thisTarget());
const desktop = await findDesktop();
if (desktop === undefined) await startOffline();
else await startDesktop(desktop);
process.exit(0);

async function startOffline(): Promise<void> {
  const host = await ensureOfflineHost(chosenBuild(), say);
  const server = await startServer({
    host,
    extension: stage,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  try {
    const folder = await workspace(server.work);
    const first = options.folder === undefined ? openAtEnd(server.uri(path.join(folder, firstDocument))) : [];
    const url = server.url(folder, first);
    say(`TriMix is running in VS Code at ${url} — open it in a browser, Ctrl+C ends it`);
    if (options.open && hasDisplay()) await openBrowser(url, server.work);
    const ending = await Promise.race([interrupted, server.exited.then(() => 'gone' as const)]);
    if (ending === 'gone') say('The VS Code server ended.');
  } finally {
    await server.stop();
  }
}

async function startDesktop(executable: string): Promise<void> {
  const work = await mkdtemp(path.join(os.tmpdir(), 'tm-'));
  try {
    const user = path.join(work, 'ud', 'User');
    await mkdir(user, { recursive: true });
    await writeFile(path.join(user, 'settings.json'), JSON.stringify(profileSettings(), null, 2));
    const folder = await workspace(work);
    const profile = ['--user-data-dir', path.join(work, 'ud'), '--extensions-dir', path.join(work, 'ed')];
    // Electron's own sandbox does not start for root.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const args = ['--new-window', '--wait', '--disable-workspace-trust', ...sandbox, ...profile];
    const first = options.folder === undefined ? ['--goto', `${path.join(folder, firstDocument)}:2`] : [];
    const child = spawn(executable, [...args, `--extensionDevelopmentPath=${stage}`, folder, ...first], {
      stdio: 'ignore',
    });
    say(`TriMix is running in VS Code in ${folder} — Ctrl+C or closing the window ends it`);
    const closed = new Promise<void>((resolve, reject) => {
      child.on('exit', () => resolve());
      child.on('error', reject);
    });
    await Promise.race([closed, interrupted.then(() => child.kill())]);
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The desktop VS Code to start; undefined for the offline host. */
async function findDesktop(): Promise<string | undefined> {
  const installed = hasDisplay() ? (onPath('code') ?? onPath('codium')) : undefined;
  switch (options.host) {
    case 'offline':
      return undefined;
    case 'desktop':
      return installed ?? (await ensureDesktop('stable'));
    case undefined:
      return installed ?? (await desktopIfPossible('stable', say));
  }
}

/** The folder to open: the one that was named, else a fresh copy of the sample workspace. */
async function workspace(work: string): Promise<string> {
  if (options.folder !== undefined) return path.resolve(options.folder);
  const folder = path.join(work, 'TriMix-sample');
  await cp(path.join(projectRoot, 'test', 'fixtures', 'sample-workspace'), folder, { recursive: true });
  return folder;
}

/** The workbench's payload for one open document with the cursor at the end of its first line. */
function openAtEnd(uri: string): readonly (readonly [string, string])[] {
  return [
    ['gotoLineMode', 'true'],
    ['openFile', `${uri}:1:${farColumn}`],
  ];
}

async function openBrowser(url: string, work: string): Promise<void> {
  const opener = process.platform === 'linux' ? onPath('xdg-open') : undefined;
  const [program, args] =
    opener === undefined
      ? [
          await ensureBrowser(say),
          ['--no-first-run', `--user-data-dir=${path.join(work, 'browser')}`, '--new-window', url],
        ]
      : [opener, [url]];
  // The address has been printed: a browser that does not start costs nothing more.
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', (error) => say(error.message))
    .unref();
}

interface StartOptions {
  readonly host: 'offline' | 'desktop' | undefined;
  readonly port: number | undefined;
  readonly open: boolean;
  readonly folder: string | undefined;
}

function readOptions(): StartOptions {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { host: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' } },
    });
    const { host, port } = values;
    if (host !== undefined && host !== 'offline' && host !== 'desktop')
      throw new Error(`unknown host «${host}».`);
    if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))
      throw new Error(`«${port}» is no port.`);
    return {
      host,
      port: port === undefined ? undefined : Number(port),
      open: values['no-open'] !== true,
      folder: positionals[0],
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`);
    process.exit(2);
  }
}
