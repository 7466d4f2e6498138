import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { command, tryCommand } from './commands.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

/** An unreachable download must be given up within seconds; Playwright's own patience is half a minute a try. */
const connectionTimeoutMs = 5_000;

/**
 * Finds a Chromium that runs: the one `TRIMIX_BROWSER` names, the system's, Playwright's download, Debian's
 * package where we may install it.
 *
 * @returns the path of the executable.
 * @throws Error that says what was tried and what to do.
 */
export async function ensureBrowser(say: (message: string) => void): Promise<string> {
  const named = process.env['TRIMIX_BROWSER'];
  if (named !== undefined && named !== '') {
    if (await runs(named)) return named;
    throw new Error(`TRIMIX_BROWSER names ${named}, which does not run.`);
  }
  return (
    (await systemBrowser()) ??
    (await playwrightBrowser(say)) ??
    (await debianBrowser(say)) ??
    fail(
      'No browser was found: no Chromium or Chrome is on the path, the download of Playwright’s Chromium cannot be reached, and the package «chromium» cannot be installed here. Install Chromium or Chrome, or name one in TRIMIX_BROWSER.',
    )
  );
}

async function systemBrowser(): Promise<string | undefined> {
  for (const name of names) {
    const file = onPath(name);
    if (file !== undefined && (await runs(file))) return file;
  }
  return undefined;
}

async function playwrightBrowser(say: (message: string) => void): Promise<string | undefined> {
  const file = chromium.executablePath();
  if (!existsSync(file)) {
    say('No Chromium on this machine; trying Playwright’s download.');
    const playwrightCli = path.join(
      path.dirname(import.meta.dirname),
      '..',
      'node_modules',
      'playwright',
      'cli.js',
    );
    const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(connectionTimeoutMs) };
    const { code } = await tryCommand(process.execPath, [playwrightCli, 'install', 'chromium'], { env });
    if (code !== 0) return undefined;
  }
  // Downloaded, but on a bare Linux its system libraries may be missing.
  return (await runs(file)) ? file : undefined;
}

async function debianBrowser(say: (message: string) => void): Promise<string | undefined> {
  if (onPath('apt-get') === undefined || process.getuid?.() !== 0) return undefined;
  say('Installing the Debian packages chromium and fonts-noto-core.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await command('apt-get', ['update'], { env });
    await command('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-noto-core'], {
      env,
    });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  }
  return systemBrowser();
}

async function runs(file: string): Promise<boolean> {
  // Wrapper scripts of distributions can be slow on a cold disk; a browser that hangs is no use either.
  return (await tryCommand(file, ['--version'], { timeoutMs: 30_000 })).code === 0;
}

/** The executable of that name on the path. */
export function onPath(name: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

function fail(message: string): never {
  throw new Error(message);
}
