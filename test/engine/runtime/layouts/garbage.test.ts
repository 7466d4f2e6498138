import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { copyOf, foreignFixtures } from '../foreignModels.ts';

const script = join(import.meta.dirname, 'loadGarbage.ts');
const rounds = 400;

// What passes our own reader goes to native code: in a process of its own, so that one that dies is seen as such.
test.each([
  ['genai', 'model.onnx'],
  ['optimum', 'onnx/model.onnx'],
])(
  '%s: spoilt graphs that reach ONNX Runtime end in an error or in text, not in a crash',
  async (name, graph) => {
    const folder = await copyOf(name);
    const copy = join(folder, graph);
    const args = [
      script,
      name === 'genai' ? folder : copy,
      copy,
      join(foreignFixtures, name, graph),
      '0',
      String(rounds),
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [ended, out, err] = await Promise.all([
      once(child, 'exit'),
      text(child.stdout),
      text(child.stderr),
    ]);
    const lines = out.trimEnd().split('\n');
    expect(ended, `${lines.at(-1)}: ${err.slice(-2000)}`).toEqual([0, null]);
    const outcomes = new Map<string, number>();
    for (const line of lines) {
      const outcome = line.split(' ').slice(1).join(' ');
      if (outcome !== '') outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    console.log(name, Object.fromEntries(outcomes));
    expect([...outcomes.values()].reduce((sum, count) => sum + count)).toBe(rounds);
    for (const outcome of ['refused', 'ran', 'native model-file-damaged']) {
      expect(outcomes.get(outcome), outcome).toBeGreaterThan(10);
    }
  },
  180_000,
);
