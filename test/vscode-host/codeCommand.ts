import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes an executable that runs {@link file://./codeShim.ts} on the Node of this process: @vscode/test-electron
 * wants one path to start, and the Node first on the path may be too old for TypeScript.
 */
export async function withCodeCommand<T>(job: (executable: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tm-code-'));
  const executable = path.join(folder, 'code');
  const shim = path.join(import.meta.dirname, 'codeShim.ts');
  await writeFile(executable, `#!/bin/sh\nexec "${process.execPath}" "${shim}" "$@"\n`, { mode: 0o755 });
  try {
    return await job(executable);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
