import { defineConfig } from '@playwright/test';
import { ensureBrowser } from './test/vscode-host/browser.ts';

// Workers load this file again: they take over what the first found.
process.env['TRIMIX_BROWSER'] ??= await ensureBrowser((message) => console.error(message));

export default defineConfig({
  testDir: 'test/ui',
  // The pictures of the documentation are taken on demand, with the same means as the tests.
  testMatch: process.env['TRIMIX_SCREENSHOTS'] === undefined ? '**/*.spec.ts' : '**/screenshots.ts',
  outputDir: 'test-results/ui',
  // A test starts models: on a small machine two at once only slow each other down.
  workers: 1,
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
