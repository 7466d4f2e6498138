// A stand-in for the `code` executable: takes the arguments that runTests() of @vscode/test-electron gives to
// VS Code, runs the suite in the extension host of the offline VS Code server with the workbench in a headless
// browser, and ends with the suite's exit code.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { ensureBrowser } from './browser.ts';
import { chosenBuild } from './builds.ts';
import { ensureOfflineHost } from './offlineHost.ts';
import { startServer } from './server.ts';
import { fence, launchBrowser } from './workbench.ts';

/** A suite that neither ends nor fails is ended after this time. */
const limitMs = 10 * 60_000;

/** What the workbench and the server write to the console about themselves. */
const noise =
  /^(Resolving connection|Resolved connection|Creating a socket|\[reconnection-grace|Updating additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate|Ignoring fetching additional|%c|\s*(INFO|TRACE|DEBUG) )/;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
  },
});
const tests = values.extensionTestsPath;
if (typeof tests !== 'string') {
  console.error('This stand-in for VS Code only runs tests: --extensionTestsPath is missing.');
  process.exit(2);
}
const folder = positionals.find((argument) => existsSync(argument));
if (folder === undefined) {
  console.error('Name a folder to open as the workspace.');
  process.exit(2);
}
const development = (values.extensionDevelopmentPath ?? []).map(String);
process.exitCode = await runSuite(path.resolve(folder), development, path.resolve(tests));

async function runSuite(workspace: string, extensions: readonly string[], suite: string): Promise<number> {
  const say = (message: string) => console.log(message);
  const host = await ensureOfflineHost(chosenBuild(), say);
  const executable = await ensureBrowser(say);
  const testEnv = Object.entries(process.env).filter(([name]) => name.startsWith('TRIMIX_'));
  const server = await startServer({ host, development: true, env: Object.fromEntries(testEnv) });
  const browser = await launchBrowser(executable);
  try {
    const context = await browser.browser.newContext({ viewport: { width: 1280, height: 800 } });
    await fence(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error('(page)', error.message));
    const ended = new Promise<number>((resolve) => {
      // The workbench calls these two when it runs a test suite for somebody else.
      void page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) =>
        print(type, values),
      );
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
      page.on('crash', () => resolve(99));
      void server.exited.then(() => resolve(98));
      setTimeout(() => resolve(124), limitMs).unref();
    });
    const payload = [
      ...extensions.map(
        (extension) => ['extensionDevelopmentPath', server.uri(path.resolve(extension))] as const,
      ),
      ['extensionTestsPath', server.uri(suite)] as const,
    ];
    await page.goto(server.url(workspace, payload));
    return await ended;
  } finally {
    await browser.close();
    await server.stop();
  }
}

function print(type: string, values: readonly unknown[]): void {
  const line = format(...values);
  if (noise.test(line)) return;
  (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${line}\n`);
}
