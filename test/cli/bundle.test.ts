import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './runCli.ts';

const bundle = path.join(packageRoot, 'dist/cli.js');

describe.runIf(existsSync(bundle))('dist/cli.js', () => {
  it('runs the demo from any folder', async () => {
    const args = [bundle, 'complete', '--lang', 'bo', '--text', 'བོད་ཡིག་', '--max-tokens', '4', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: path.parse(packageRoot).root,
    });
    expect(JSON.parse(stdout)).toMatchObject({ trio: 'demo', language: 'bo' });
  });
});
