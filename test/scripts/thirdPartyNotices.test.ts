import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../scripts/stage.ts';
import { packageFolders, thirdPartyNotices } from '../../scripts/thirdPartyNotices.ts';
import { temporaryFolder } from '../models/support/folders.ts';

async function packageOf(manifest: object, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'node_modules', 'some');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

it('finds the packages that files belong to', () => {
  expect(
    packageFolders([
      'src/engine/index.ts',
      'node_modules/zod/index.js',
      'node_modules/zod/v4/core.js',
      'node_modules/@scope/name/dist/a.js',
      'node_modules/one/node_modules/@inner/two/b.js',
      'C:\\project\\node_modules\\three\\c.js',
    ]),
  ).toEqual([
    'node_modules/zod',
    'node_modules/@scope/name',
    'node_modules/one/node_modules/@inner/two',
    'C:/project/node_modules/three',
  ]);
});

it('gives the texts that packages bring, of each version once', async () => {
  const one = await packageOf(
    { name: 'one', version: '1.0.0', license: 'ISC' },
    { 'LICENSE.md': 'Text of one.\r\n', 'NOTICE.txt': 'Thanks.' },
  );
  const again = await packageOf({ name: 'one', version: '1.0.0', license: 'ISC' }, { LICENSE: 'Text.' });
  const other = await packageOf({ name: 'one', version: '2.0.0', license: 'ISC' }, { licence: 'Two.' });
  const notices = await thirdPartyNotices([other, one, again, one]);
  expect(notices.match(/^one .*$/gmu)).toEqual(['one 1.0.0 (ISC)', 'one 2.0.0 (ISC)']);
  expect((await thirdPartyNotices([one])).endsWith('\n\nText of one.\n\nThanks.\n')).toBe(true);
});

it('writes the text of MIT for a package that only names it', async () => {
  const named = { name: 'named', version: '1.0.0', author: { name: 'Somebody' } };
  for (const licence of [{ license: 'MIT' }, { licenses: [{ type: 'MIT', url: 'http://localhost' }] }]) {
    const notices = await thirdPartyNotices([await packageOf({ ...named, ...licence })]);
    expect(notices).toContain('named 1.0.0 (MIT)');
    expect(notices).toContain('Copyright (c) Somebody\n\nPermission is hereby granted');
  }
});

it.each([
  ['says no licence', { name: 'silent', version: '1.0.0' }],
  ['brings no text', { name: 'textless', version: '1.0.0', license: 'BSD-3-Clause' }],
])('refuses a package that %s', async (_, manifest) => {
  await expect(thirdPartyNotices([await packageOf(manifest)])).rejects.toThrow(manifest.name);
});

it('names everything that the bundles are made of', async () => {
  const work = await temporaryFolder();
  const inputs = path.join(work, 'inputs.json');
  const build = ['esbuild.mjs', '--production', `--outdir=${path.join(work, 'dist')}`, `--inputs=${inputs}`];
  await promisify(execFile)(process.execPath, build, { cwd: projectRoot });
  const listed = z.array(z.string()).parse(JSON.parse(await readFile(inputs, 'utf8')));
  const folders = packageFolders(listed).map((folder) => path.join(projectRoot, folder));
  const notices = await thirdPartyNotices(folders);
  // One from each kind of bundle, and one that is only needed by another.
  for (const name of [
    'vscode-languageclient',
    '@huggingface/tokenizers',
    'protobufjs',
    '@microsoft/fast-element',
  ])
    expect(notices).toMatch(new RegExp(`^${name} \\d`, 'mu'));
});
