import { join } from 'node:path';
import { readBandwidth } from '../../src/cli/bench/bandwidth/readBandwidth.ts';
import { roofline } from '../../src/cli/bench/bandwidth/roofline.ts';
import { measureDecoding, type DecodeExtent } from '../../src/cli/bench/decodeSuite.ts';
import { recordDrafts, type RecordedDrafts } from '../../src/cli/bench/draftOutcomes.ts';
import type { SuiteResult } from '../../src/cli/bench/suite.ts';
import { loadTrio, TriMixError } from '../../src/engine/index.ts';
import { projectRoot } from '../stage.ts';
import { madeUpTrio, trioTitle, type TrioShapes } from './madeUpTrio.ts';

/** What was measured of a trio in published shapes. */
export type MeasuredShapes =
  | {
      readonly kind: 'measured';
      readonly title: string;
      readonly decode: SuiteResult;
      readonly roofline: SuiteResult;
    }
  | { readonly kind: 'left-out'; readonly title: string; readonly reason: string };

/** The trios whose shapes are measured where nobody says otherwise. */
export const usualTrios: readonly TrioShapes[] = [
  { small: 'qwen2.5-0.5b', large: 'qwen2.5-1.5b' },
  { small: 'qwen2.5-1.5b', large: 'qwen2.5-7b' },
];

/** Texts in each language. */
const texts = 1;

/** How much is measured of each text: enough for drafts of all lengths to come up, or only to see that it works. */
const usualExtent = { texts, maxTokens: 24, rounds: 3, ms: 180_000 };
const quickExtent = { texts, maxTokens: 4, rounds: 1, ms: 0 };
type Extent = typeof usualExtent;

/** Tokens of a text's beginning and what is written after it, about. */
const positions = 100;

const io = { packageRoot: projectRoot, signal: new AbortController().signal };

/** Measures trios with made-up weights; drafts are as right as on the demo's real text. */
export async function measureShapes(
  work: string,
  trios: readonly TrioShapes[],
  quick: boolean,
  say: (text: string) => void,
): Promise<readonly MeasuredShapes[]> {
  const extent = quick ? quickExtent : usualExtent;
  say('recording the outcome of drafts on the demo’s text');
  const replay = await demoDrafts(extent);
  const measured: MeasuredShapes[] = [];
  for (const shapes of trios) measured.push(await measureTrio(work, shapes, { ...extent, replay }, say));
  return measured;
}

async function demoDrafts({ maxTokens }: Extent): Promise<RecordedDrafts> {
  const demo = await loadTrio(join(projectRoot, 'models/demo'), { executionProvider: 'cpu' });
  try {
    return await recordDrafts(demo, texts, maxTokens, io);
  } finally {
    await demo.dispose();
  }
}

async function measureTrio(
  work: string,
  shapes: TrioShapes,
  extent: DecodeExtent,
  say: (text: string) => void,
): Promise<MeasuredShapes> {
  const title = trioTitle(shapes);
  const directory = await madeUpTrio(work, shapes, say);
  const bandwidth = await readBandwidth(12, io.signal);
  say(`loading ${title}`);
  try {
    const trio = await loadTrio(directory, { executionProvider: 'cpu', shortage: 'refuse' });
    try {
      say(`decoding with ${title}`);
      const decode = await measureDecoding(trio, extent, io);
      const ms = (name: string): number => decode.measurements[name] ?? Number.NaN;
      const perToken = {
        smallCpt: ms('smallCptMsPerToken'),
        plain: ms('plainMsPerToken'),
        trimix: ms('trimixMsPerToken'),
      };
      return { kind: 'measured', title, decode, roofline: roofline(trio, bandwidth, positions, perToken) };
    } finally {
      await trio.dispose();
    }
  } catch (error) {
    if (!(error instanceof TriMixError && error.code === 'memory-insufficient')) throw error;
    say(error.message);
    return { kind: 'left-out', title, reason: error.message };
  }
}
