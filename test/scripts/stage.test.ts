import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { projectRoot, stageForeignFunctions, thisTarget } from '../../scripts/stage.ts';
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
