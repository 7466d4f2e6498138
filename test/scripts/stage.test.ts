import { execFile } from 'node:child_process';
import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { projectRoot, required, thisTarget } from '../../scripts/stage.ts';
import { stageForeignFunctions } from '../../scripts/stageForeignFunctions.ts';
import { temporaryFolder } from '../models/support/folders.ts';

// Where a part of it is missing, models would quietly run by onnxruntime-node.
it.each(['require("koffi").load', 'import("koffi").then((koffi) => koffi.default.load)'])(
  'the package has what native runs need: %s',
  async (expression) => {
    const folder = await temporaryFolder();
    const modules = path.join(folder, 'node_modules');
    await stageForeignFunctions(path.join(projectRoot, 'node_modules'), modules, thisTarget());
    const program = `Promise.resolve(${expression}).then((load) => console.log(typeof load))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: folder });
    expect(stdout).toBe('function\n');
  },
);

// Packages for other systems are made here too: their writers are not to be slower for it.
it.each([
  ['win32-x64', 'MZ'],
  ['darwin-arm64', '\u00CF\u00FA\u00ED\u00FE'],
])('a package for %s has its own binary', async (target, magic) => {
  const modules = path.join(await temporaryFolder(), 'node_modules');
  await stageForeignFunctions(path.join(projectRoot, 'node_modules'), modules, target);
  const folder = path.join(modules, '@koromix', `koffi-${target}`);
  const files = await readdir(folder, { recursive: true });
  const binary = files.find((file) => file.endsWith('.node'));
  const bytes = await readFile(path.join(folder, binary ?? 'no binary'));
  expect(bytes.toString('latin1', 0, magic.length)).toBe(magic);
});

it('the package has whatever its pages lead to', async () => {
  const folder = await temporaryFolder();
  for (const name of ['package.json', ...required])
    await cp(path.join(projectRoot, name), path.join(folder, name), { recursive: true });
  const vsce = path.join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const list = [vsce, 'ls', '--no-dependencies'];
  const { stdout } = await promisify(execFile)(process.execPath, list, { cwd: folder });
  const files = stdout.split('\n').filter((line) => line !== '');
  const pages = files.filter((file) => file.endsWith('.md'));
  expect(pages).toContain('docs/models.md');
  for (const page of pages) {
    const text = await readFile(path.join(folder, page), 'utf8');
    for (const [, link = ''] of text.matchAll(/\]\(([^)\s#]+)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const target = path.posix.join(path.posix.dirname(page), link);
      const isThere = files.some((file) => file === target || file.startsWith(`${target}/`));
      expect(isThere, `${page} leads to ${link}`).toBe(true);
    }
  }
});
