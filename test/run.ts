// node test/run.ts [STEP...] [-- ARGUMENT...]: runs the named steps, or all of them, and ends with one line for each
// runner of tests. What follows `--` goes to the runner, so that `npm run test:ui -- --grep Tibetan` works.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { packageStage } from '../scripts/package.ts';
import { projectRoot, stageExtension, thisTarget } from '../scripts/stage.ts';
import { softwareVulkan } from './gpu/softwareVulkan.ts';
import { bundleHostSuite } from './host/bundle.ts';
import { readMocha, readPlaywright, readVitest, type Tally, tallyLine } from './tally.ts';
import { ensureBrowser } from './vscode-host/browser.ts';
import { chosenBuild } from './vscode-host/builds.ts';
import { withCodeCommand } from './vscode-host/codeCommand.ts';
import { type CommandResult, tryCommand } from './vscode-host/commands.ts';
import { desktopIfPossible } from './vscode-host/desktop.ts';
import { ensureOfflineHost } from './vscode-host/offlineHost.ts';

const results = path.join(projectRoot, 'test-results');
const sampleWorkspace = path.join(projectRoot, 'test', 'fixtures', 'sample-workspace');
const say = (message: string) => console.log(message);

/** A step that only passes or fails, or a runner that counts tests. */
type Step = (extra: readonly string[]) => Promise<boolean | Tally>;

const steps = {
  build: async () => ok(await node('esbuild.mjs')),
  types: () => allOk(tool('tsc', '-p', 'tsconfig.json'), tool('tsc', '-p', 'webview/tsconfig.json')),
  lint: () =>
    allOk(
      tool('eslint', '.'),
      tool('prettier', '--check', '.'),
      tool('depcruise', 'src', 'webview', '--config', '.dependency-cruiser.mjs'),
    ),
  unit: async (extra) => {
    const file = path.join(results, 'unit.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code } = await tool('vitest', 'run', ...reporters, ...extra);
    return withExitCode(await readVitest(file), code === 0);
  },
  host: async () => {
    const file = path.join(results, 'host.json');
    const passed = await runHostSuite(await stageExtension(thisTarget()), file);
    return withExitCode(await readMocha(file), passed);
  },
  ui: async (extra) => {
    await prepareBrowserTests();
    const { code } = await tool('playwright', 'test', ...extra);
    return withExitCode(await readPlaywright(path.join(results, 'ui.json')), code === 0);
  },
  gpu: async (extra) => {
    const env = await graphicsEnvironment();
    if (env === null) return { passed: 0, failed: 0, skipped: 1 };
    const file = path.join(results, 'gpu.json');
    const config = ['--config', path.join('test', 'gpu', 'vitest.config.ts')];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const args = [path.join('node_modules', '.bin', 'vitest'), 'run', ...config, ...reporters, ...extra];
    const { code } = await tryCommand(process.execPath, args, { cwd: projectRoot, output: 'show', env });
    return withExitCode(await readVitest(file), code === 0);
  },
  screenshots: async (extra) => {
    await prepareBrowserTests();
    process.env['TRIMIX_SCREENSHOTS'] = '1';
    return ok(await tool('playwright', 'test', '--reporter=list', ...extra));
  },
} as const satisfies Record<string, Step>;
type StepName = keyof typeof steps;

/** What `npm test` runs. */
const allSteps = [
  'build',
  'types',
  'lint',
  'unit',
  'gpu',
  'host',
  'ui',
] as const satisfies readonly StepName[];

const { chosen, extra } = readArguments(process.argv.slice(2));
await mkdir(results, { recursive: true });
const failures: string[] = [];
const lines: string[] = [];
for (const name of chosen) {
  say(`\n── ${name}`);
  if (isRunner(name)) await rm(path.join(results, `${name}.json`), { force: true });
  const outcome = await attempt(name);
  if (typeof outcome !== 'boolean') lines.push(tallyLine(name, outcome));
  if (outcome === false || (typeof outcome !== 'boolean' && outcome.failed > 0)) failures.push(name);
}
say('');
if (failures.length > 0) say(`Failed: ${failures.join(', ')}.`);
for (const line of lines) say(line);
process.exit(failures.length > 0 ? 1 : 0);

/** A step that throws has failed; the others still run, so that one run shows all there is to mend. */
async function attempt(name: StepName): Promise<boolean | Tally> {
  try {
    return await steps[name](extra);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return isRunner(name) ? { passed: 0, failed: 1, skipped: 0 } : false;
  }
}

/** The environment of tests on a graphics card: the machine's own with `TRIMIX_VULKAN=system`, else software Vulkan. */
async function graphicsEnvironment(): Promise<NodeJS.ProcessEnv | null> {
  if (process.env['TRIMIX_VULKAN'] === 'system') return process.env;
  try {
    return { ...process.env, ...(await softwareVulkan(say)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`Software Vulkan cannot be had here, so what needs a graphics card was not tested. ${reason}`);
    return null;
  }
}

/** Everything that may be missing is fetched before the first test, whose time limit it would eat. */
async function prepareBrowserTests(): Promise<void> {
  const target = thisTarget();
  const vsix = path.join(projectRoot, '.cache', `trimix-${target}.vsix`);
  process.env['TRIMIX_VSIX'] = await packageStage(await stageExtension(target), target, vsix);
  process.env['TRIMIX_BROWSER'] ??= await ensureBrowser(say);
  await ensureOfflineHost(chosenBuild(), say);
}

/** Runs the suite in the extension host: of a desktop VS Code where it can be had, else of the offline host. */
async function runHostSuite(extension: string, resultFile: string): Promise<boolean> {
  const suite = await bundleHostSuite(projectRoot);
  const run = async (vscodeExecutablePath: string) => {
    try {
      await runTests({
        vscodeExecutablePath,
        extensionDevelopmentPath: extension,
        extensionTestsPath: suite,
        extensionTestsEnv: { TRIMIX_HOST_RESULTS: resultFile },
        launchArgs: [sampleWorkspace],
      });
      return true;
    } catch {
      return false;
    }
  };
  const desktop = await desktopIfPossible('stable', say);
  if (desktop !== undefined) return run(desktop);
  say(`Desktop VS Code cannot be had or shown here; using VS Code ${chosenBuild().vscode} from npm.`);
  return withCodeCommand(run);
}

/** A runner that ends badly without a failed test has failed all the same. */
function withExitCode(tally: Tally, passed: boolean): Tally {
  return passed || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function ok({ code }: CommandResult): boolean {
  return code === 0;
}

/** Each of these tools uses one core: they run side by side. */
async function allOk(...running: readonly Promise<CommandResult>[]): Promise<boolean> {
  return (await Promise.all(running)).every(ok);
}

function tool(name: string, ...args: readonly string[]): Promise<CommandResult> {
  return node(path.join('node_modules', '.bin', name), ...args);
}

function node(...args: readonly string[]): Promise<CommandResult> {
  return tryCommand(process.execPath, args, { cwd: projectRoot, output: 'show' });
}

function readArguments(given: readonly string[]): { chosen: readonly StepName[]; extra: readonly string[] } {
  const names = Object.keys(steps).filter(isStep);
  const separator = given.indexOf('--');
  const named = separator === -1 ? given : given.slice(0, separator);
  const unknown = named.filter((name) => !isStep(name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. Steps: ${names.join(', ')}.`);
    process.exit(2);
  }
  return {
    chosen: named.length === 0 ? allSteps : named.filter(isStep),
    extra: separator === -1 ? [] : given.slice(separator + 1),
  };
}

function isRunner(name: StepName): boolean {
  return name === 'unit' || name === 'gpu' || name === 'host' || name === 'ui';
}

function isStep(name: string): name is StepName {
  return name in steps;
}
