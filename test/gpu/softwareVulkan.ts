import { existsSync } from 'node:fs';
import { glob, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheRoot } from '../vscode-host/builds.ts';
import { command } from '../vscode-host/commands.ts';
import { withLock } from '../vscode-host/lock.ts';

/** Part of the folder's name: another set of packages is unpacked beside this one. */
const version = 1;
const packages = ['mesa-vulkan-drivers', 'libvulkan1'] as const;

/** Debian's keys, named because configurations of our own do not inherit those of the machine's. */
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * The environment in which a process computes graphics on the processor: Mesa's lavapipe, from Debian packages that
 * are unpacked into the cache folder, beside the system and without changing it. The Mesa of Debian 12 itself is too
 * old for ONNX Runtime (22.3 fails, 25.0 works), hence its backports; packages come from where this machine's apt
 * takes them. It must be set before a process starts: the linker reads the path of libraries only then.
 *
 * @throws Error that says why it cannot be had here
 */
export async function softwareVulkan(say: (message: string) => void): Promise<NodeJS.ProcessEnv> {
  const home = path.join(cacheRoot(), 'software-vulkan', String(version));
  if (!existsSync(home)) {
    await withLock(
      `${home}.lock`,
      () => say('Another run is setting up software Vulkan.'),
      async () => {
        if (!existsSync(home)) await unpackInto(home, say);
      },
    );
  }
  const driver = await only(path.join(home, 'usr/share/vulkan/icd.d/lvp_icd*.json'));
  const library = await only(path.join(home, 'usr/lib/*/libvulkan.so.1'));
  const inherited = process.env['LD_LIBRARY_PATH'];
  return {
    VK_DRIVER_FILES: driver,
    LD_LIBRARY_PATH: [path.dirname(library), ...(inherited === undefined ? [] : [inherited])].join(':'),
    // Narrow vectors compile three times as fast, and nothing is computed here that takes long.
    LP_NATIVE_VECTOR_WIDTH: '128',
    // Compiling the shaders anew takes minutes each time.
    MESA_SHADER_CACHE_DIR: path.join(cacheRoot(), 'software-vulkan', 'shaders'),
  };
}

async function unpackInto(home: string, say: (message: string) => void): Promise<void> {
  if (process.platform !== 'linux') throw new Error('It is set up on Debian only.');
  const work = `${home}.unfinished`;
  await rm(work, { recursive: true, force: true });
  for (const folder of ['lists/partial', 'cache/archives/partial', 'root'])
    await mkdir(path.join(work, folder), { recursive: true });
  const release = await debianRelease();
  say(`Fetching software Vulkan (Mesa) from ${release.name}-backports, 25 MB.`);
  const sources = path.join(work, 'sources.list');
  const key = existsSync(keyring) ? ` [signed-by=${keyring}]` : '';
  const suites = [release.name, `${release.name}-backports`];
  await writeFile(sources, suites.map((suite) => `deb${key} ${release.repository} ${suite} main\n`).join(''));
  const options = [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=-',
    `Dir::State::Lists=${path.join(work, 'lists')}`,
    `Dir::Cache=${path.join(work, 'cache')}`,
    // Nothing is installed, so nobody need wait for us.
    'Debug::NoLocking=1',
  ].flatMap((option) => ['-o', option]);
  await command('apt-get', [...options, 'update']);
  await command('apt-get', [
    ...options,
    '--target-release',
    `${release.name}-backports`,
    '--download-only',
    '--yes',
    '--no-install-recommends',
    '--reinstall',
    'install',
    ...packages,
  ]);
  const root = path.join(work, 'root');
  for await (const archive of glob(path.join(work, 'cache/archives/*.deb')))
    await command('dpkg-deb', ['--extract', archive, root]);
  await rename(root, home);
  await rm(work, { recursive: true, force: true });
}

/** Debian's release here and the repository that this machine's apt takes it from. */
async function debianRelease(): Promise<{ readonly name: string; readonly repository: string }> {
  const targets = await command('apt-get', ['indextargets', '--format', '$(RELEASE) $(REPO_URI)']);
  for (const line of targets.split('\n')) {
    const [name, repository] = line.split(' ');
    if (name === undefined || repository === undefined) continue;
    if (/^[a-z]+$/u.test(name) && repository.endsWith('/debian/')) return { name, repository };
  }
  throw new Error('apt is configured for no release of Debian.');
}

async function only(pattern: string): Promise<string> {
  for await (const file of glob(pattern)) return file;
  throw new Error(`There is no ${pattern}: remove the folder, and it is set up anew.`);
}
