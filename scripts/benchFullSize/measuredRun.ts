import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process gave and took. */
export interface MeasuredRun {
  readonly output: string;
  readonly seconds: number;
  /** Most memory it had at once, in bytes; NaN where the system does not tell (only Linux does). */
  readonly peakResidentBytes: number;
}

/** How often memory is asked for, in milliseconds: the system keeps the peak itself. */
const askEveryMs = 100;

/**
 * Runs a program to its end.
 *
 * @throws Error with what it said when it fails
 */
export async function measuredRun(program: string, args: readonly string[]): Promise<MeasuredRun> {
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)));
  let peakResidentBytes = Number.NaN;
  const timer = setInterval(() => {
    peakResidentBytes = peakOf(child.pid) ?? peakResidentBytes;
  }, askEveryMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  }).finally(() => clearInterval(timer));
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${errors}`);
  return { output, seconds: (performance.now() - startedAt) / 1000, peakResidentBytes };
}

/** VmHWM: the largest resident set so far. */
function peakOf(pid: number | undefined): number | null {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? null : Number(found[1]) * 1024;
  } catch {
    return null;
  }
}
