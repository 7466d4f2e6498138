import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './lock.ts';
import type { OfflineHost } from './offlineHost.ts';
import { profileSettings, type Settings } from './profile.ts';

const address = '127.0.0.1';
const startLimitMs = 60_000;

export interface ServerOptions {
  readonly host: OfflineHost;
  readonly settings?: Settings;
  /** Settings of the machine that the server runs on: those that a workspace cannot set. */
  readonly machineSettings?: Settings;
  /** Added to the environment of the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** Any free port when absent. */
  readonly port?: number;
  /**
   * Lets the page load an extension and a test suite from a folder. It also hides notifications, so tests that
   * look at the workbench as a user does leave it off and install the extension.
   */
  readonly development?: boolean;
  /** An extension to install before the start: a VSIX, or a folder that holds what a VSIX would. */
  readonly extension?: string;
}

/** A running VS Code server with a profile of its own. */
export interface VSCodeServer {
  readonly port: number;
  /** The folder of this server's profile, logs and temporary files; removed by `stop`. */
  readonly work: string;
  /** Address of the workbench. `payload` is the workbench's own list of key-value pairs (such as `openFile`). */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** How the workbench names a file on this server. */
  uri(file: string): string;
  /** What the server has printed. */
  log(): Promise<string>;
  /** Resolves when the server process is gone. */
  readonly exited: Promise<void>;
  /** Ends the server with all its processes and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts the server with a fresh profile; resolves when it answers.
 *
 * @throws Error with the server's log when it ends or does not answer within a minute.
 */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  // Short on purpose: VS Code makes Unix sockets below, whose paths end at 108 bytes.
  const work = await mkdtemp(path.join(os.tmpdir(), 'tm-'));
  const token = randomBytes(16).toString('hex');
  const env = await serverEnvironment(work, options.env ?? {});
  const user = path.join(work, 'ud', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(
    path.join(user, 'settings.json'),
    JSON.stringify(profileSettings(options.settings), null, 2),
  );
  if (options.machineSettings !== undefined) {
    const machine = path.join(work, 'ud', 'Machine');
    await mkdir(machine, { recursive: true });
    await writeFile(path.join(machine, 'settings.json'), JSON.stringify(options.machineSettings));
  }

  const folders = [
    '--server-data-dir',
    work,
    '--user-data-dir',
    path.join(work, 'ud'),
    '--extensions-dir',
    path.join(work, 'ed'),
  ];
  const always = ['--accept-server-license-terms', '--telemetry-level', 'off', ...folders];
  if (options.extension !== undefined) {
    if (options.extension.endsWith('.vsix')) {
      const install = run(
        options.host,
        [...always, '--install-extension', options.extension],
        work,
        env,
        'install.log',
      );
      if ((await exitOf(install)) !== 0)
        throw new Error(await readFile(path.join(work, 'install.log'), 'utf8'));
    } else {
      // Without a list of extensions beside it, the server takes in what lies there at its first start.
      await cp(options.extension, path.join(work, 'ed', path.basename(options.extension)), {
        recursive: true,
      });
    }
  }
  const port = options.port ?? (await freePort());
  const child = run(
    options.host,
    [
      ...always,
      ...[
        '--host',
        address,
        '--port',
        String(port),
        '--connection-token',
        token,
        '--disable-workspace-trust',
      ],
      ...(options.development === true ? ['--enable-smoke-test-driver'] : []),
    ],
    work,
    env,
    'server.log',
  );
  const exited = exitOf(child).then(() => undefined);
  const log = () => readFile(path.join(work, 'server.log'), 'utf8');
  const stop = async () => {
    await endGroup(child);
    await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await untilAnswering(port, child);
  } catch (error) {
    const output = await log();
    await stop();
    throw new Error(`The VS Code server did not start: ${String(error)}\n${output}`);
  }
  return {
    port,
    work,
    exited,
    log,
    stop,
    uri: (file) => `vscode-remote://${address}:${port}${file}`,
    url: (folder, payload = []) => {
      const url = new URL(`http://${address}:${port}/`);
      url.searchParams.set('tkn', token);
      url.searchParams.set('folder', folder);
      if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
      return url.href;
    },
  };
}

/** Nothing of this user's VS Code or settings is seen or touched. */
async function serverEnvironment(work: string, more: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const home = path.join(work, 'home');
  const temporary = path.join(work, 'tmp');
  await mkdir(home);
  await mkdir(temporary);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_RUN|npm_|XDG_|NODE_OPTIONS)/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    // Without a gallery the page asks none.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: work,
    TMPDIR: temporary,
    ...more,
  };
}

function run(
  host: OfflineHost,
  args: readonly string[],
  work: string,
  env: NodeJS.ProcessEnv,
  logName: string,
): ChildProcess {
  const log = openSync(path.join(work, logName), 'w');
  // A process group of its own, so that it can be ended with the extension hosts it starts.
  const child = spawn(host.node, [host.serverMain, ...args], {
    cwd: work,
    env,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  return child;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code));
    child.on('error', () => resolve(null));
  });
}

async function untilAnswering(port: number, child: ChildProcess): Promise<void> {
  const end = Date.now() + startLimitMs;
  while (Date.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended.');
    if (await answers(port)) return;
    await sleep(50);
  }
  throw new Error(`no answer within ${startLimitMs / 1000} s.`);
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${address}:${port}/version`, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child.pid, 'SIGTERM');
  for (let waited = 0; waited < 3000 && isAlive(-child.pid); waited += 50) await sleep(50);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, address, () => {
      const bound = probe.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
