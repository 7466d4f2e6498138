import { command } from './commands.ts';

/** Settings that say how to reach the registry; everything else that npm exports belongs to the project that ran us. */
const networkSettings = new Set(
  [
    'registry',
    'cafile',
    'ca',
    'proxy',
    'https_proxy',
    'noproxy',
    'strict_ssl',
    'cache',
    'userconfig',
    'globalconfig',
  ].map((name) => `npm_config_${name}`),
);

/**
 * The environment for an npm that works in another folder. Inside `npm start` and `npm test`, npm exports its
 * own configuration (prefix, omit, ignore-scripts, ...), which a nested npm would take for its orders.
 */
export function environmentForNestedNpm(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => {
    const lower = name.toLowerCase();
    if (lower === 'node_env' || lower === 'init_cwd') return false;
    return !lower.startsWith('npm_') || networkSettings.has(lower);
  });
  return Object.fromEntries(kept);
}

/** Runs `npm install` in a folder without any install script of any package. */
export async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const env = environmentForNestedNpm();
  // npm run tells which npm it is; without it (plain `node test/run.ts`) the one on the path is used.
  const npm = process.env['npm_execpath'];
  if (npm === undefined) await command('npm', ['install', ...flags, ...args], { cwd: folder, env });
  else await command(process.execPath, [npm, 'install', ...flags, ...args], { cwd: folder, env });
}
