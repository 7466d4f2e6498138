import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';

/** A headless browser with a profile of its own; `close` ends it and removes the profile. */
export interface HeadlessBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts a Chromium that fetches nothing of its own accord and leaves no trace in the user's home. */
export async function launchBrowser(executablePath: string): Promise<HeadlessBrowser> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'tm-browser-'));
  const browser = await chromium.launch({
    executablePath,
    env: browserEnvironment(home),
    args: [
      // Containers give no user namespaces; only pages of our own server are opened.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function browserEnvironment(home: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
  };
}

const own = new Set(['127.0.0.1', 'localhost']);

/**
 * Refuses every request that would leave this machine.
 *
 * @returns the list of refused addresses; it grows while the page lives.
 */
export async function fence(context: BrowserContext): Promise<readonly string[]> {
  const refused: string[] = [];
  await context.route(
    (url) => /^https?:$/.test(url.protocol) && !own.has(url.hostname),
    async (route) => {
      refused.push(route.request().url());
      await route.abort();
    },
  );
  return refused;
}
