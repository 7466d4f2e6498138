import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prefill } from '../../../../src/engine/decoding/prefill.ts';
import { DraftStatistics } from '../../../../src/engine/decoding/speculation/draftStatistics.ts';
import { Lookahead, type Rows } from '../../../../src/engine/decoding/speculation/lookahead.ts';
import { argmax } from '../../../../src/engine/fusion/distribution.ts';
import type { Trio } from '../../../../src/engine/index.ts';
import type { SpeculationCounts } from '../../../../src/engine/tasks/generation.ts';
import { loadDemo } from '../../demo.ts';
import { foreignFixtures, loadModel } from '../../runtime/foreignModels.ts';

let demo: Trio;
beforeAll(async () => {
  demo = await loadDemo();
});
afterAll(() => demo.dispose());

const size = 96;
const running = ['largeIns', 'smallCpt'] as const;
const prompt = [5, 61, 17, 40, 5, 61];

interface Walk {
  readonly rows: readonly Float32Array[];
  readonly counts: SpeculationCounts;
}

/** Twenty greedy steps of one model that stands for two sources. */
async function walk(name: string, speculate: boolean): Promise<Walk> {
  const [largeIns, smallCpt] = [await load(name), await load(name)];
  const drafting = new DraftStatistics({ largeIns: 1e9, smallCpt: 1e6, smallBase: 0 });
  const trio: Trio = {
    info: demo.info,
    tokenizer: demo.tokenizer,
    models: { largeIns, smallCpt, smallBase: null },
    contextLength: largeIns.contextLength,
    endOfTextIds: new Set(),
    gridHistories: demo.gridHistories,
    drafting,
    useLanguage: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  };
  let rows: Rows = new Map([
    ['largeIns', (await prefill(largeIns, prompt, {})).row],
    ['smallCpt', (await prefill(smallCpt, prompt, {})).row],
  ]);
  const lookahead = new Lookahead({ trio, running, prompt, size, speculate });
  const seen: Float32Array[] = [];
  for (let left = 20; left > 0; left--) {
    rows = await lookahead.advance(argmax(rows.get('largeIns')!, size), left - 1);
    seen.push(...running.map((source) => rows.get(source)!));
  }
  return { rows: seen, counts: lookahead.counts };
}

const load = (name: string) => loadModel(join(foreignFixtures, 'optimum/onnx', name));

describe('looking ahead', () => {
  it.each(['model.onnx', 'model_q4.onnx'])('gives the rows of single steps, to the bit: %s', async (name) => {
    const [plain, ahead] = [await walk(name, false), await walk(name, true)];
    expect(ahead.rows).toEqual(plain.rows);
    expect(ahead.counts.accepted).toBeGreaterThan(5);
  });

  // The length of drafts follows the clock: rows that depend on it would make the text depend on it.
  it.each(['model_quantized.onnx', 'model_fp16.onnx'])(
    'does not happen where rows depend on how many are read at once: %s',
    async (name) => {
      const [plain, ahead] = [await walk(name, false), await walk(name, true)];
      expect(ahead.counts).toEqual({ drafted: 0, accepted: 0 });
      expect(ahead.rows).toEqual(plain.rows);
    },
  );
});
