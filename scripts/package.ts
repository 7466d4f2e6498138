// npm run package [-- --target linux-x64]: makes the VSIX of one platform.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { command } from '../test/vscode-host/commands.ts';
import { isTarget, projectRoot, stageExtension, type Target, targetNames, thisTarget } from './stage.ts';

/**
 * Packages a staged extension (see {@link stageExtension}).
 *
 * @returns the path of the VSIX.
 */
export async function packageStage(stage: string, target: Target, file: string): Promise<string> {
  await rm(file, { force: true });
  const vsce = path.join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const links = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  await command(process.execPath, [vsce, 'package', '--target', target, '--out', file, ...links], {
    cwd: stage,
  });
  return file;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { target: { type: 'string' } } });
  const target = values.target ?? thisTarget();
  if (!isTarget(target)) {
    console.error(`«${target}» is none of the targets: ${targetNames.join(', ')}.`);
    process.exit(2);
  }
  const stage = await stageExtension(target);
  console.log(await packageStage(stage, target, path.join(projectRoot, `trimix-${target}.vsix`)));
}
