import { defineConfig } from '@playwright/test';
import { ensureBrowser } from './test/vscode-host/browser.ts';

// Workers load this file again: they take over what the first found.
process.env['TRIMIX_BROWSER'] ??= await ensureBrowser((message) => console.error(message));

// The pictures of the documentation are taken on demand, with the same means as the tests.
const pictures = process.env['TRIMIX_SCREENSHOTS'] !== undefined;

/** Files whose tests write in a window that is open, with models that are in memory. */
const writing = ['completion', 'inspector', 'server', 'textPreview', 'translation'];

export default defineConfig({
  testDir: 'test/ui',
  outputDir: 'test-results/ui',
  workers: 2,
  projects: pictures
    ? [{ name: 'pictures', testMatch: '**/screenshots.ts' }]
    : [
        // Two workers fill the time in which each waits for its window; more would only slow each other down. The files are
        // shared out so that both end at about the same time.
        { name: 'writing', testMatch: writing.map((name) => `**/ui/${name}.spec.ts`), workers: 1 },
        { name: 'others', testIgnore: writing.map((name) => `**/ui/${name}.spec.ts`), workers: 1 },
      ],
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/ui.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env['TRIMIX_BROWSER'],
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
    },
    screenshot: 'only-on-failure',
    // Recording every test took as long as the tests themselves: `TRIMIX_TRACE=1 npm run test:ui -- --grep NAME` when needed.
    trace: process.env['TRIMIX_TRACE'] === undefined ? 'off' : 'retain-on-failure',
  },
});
