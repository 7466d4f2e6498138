import { defineConfig } from '@playwright/test';
import { ensureBrowser } from './test/vscode-host/browser.ts';

// Workers load this file again: they take over what the first found.
process.env['TRIMIX_BROWSER'] ??= await ensureBrowser((message) => console.error(message));

// The pictures of the documentation are taken on demand, with the same means as the tests.
const pictures = process.env['TRIMIX_SCREENSHOTS'] !== undefined;

export default defineConfig({
  testDir: 'test/ui',
  outputDir: 'test-results/ui',
  workers: 2,
  projects: pictures
    ? [{ name: 'pictures', testMatch: '**/screenshots.ts' }]
    : [
        // A test starts models: on a small machine two at once only slow each other down.
        { name: 'vscode', testIgnore: '**/webview/**', workers: 1 },
        // A page alone needs neither VS Code nor models, and fills the time in which the others wait.
        { name: 'webview', testMatch: '**/webview/*.spec.ts', workers: 1 },
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
