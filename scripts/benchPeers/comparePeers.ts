import { availableParallelism } from 'node:os';
import { cpu } from 'systeminformation';
import { interleaved } from '../../src/cli/bench/interleaved.ts';
import { median } from '../../src/cli/bench/statistics.ts';
import { EngineProcess, type EngineName } from './engineProcess.ts';
import { installPeers } from './installPeers.ts';
import { peerModels, type PeerModels } from './peerModels.ts';

/** Tokens before the one that is written. */
export const usualContexts: readonly number[] = [16, 512, 2048];

/** The prompt whose reading is timed; the longest one where none is that long. */
const usualPrompt = 512;

/** Tokens of a turn: a few words. */
const turn = 16;

/** Room beyond the longest context, as llama.cpp wants to know it beforehand. */
const room = 256;

/** An engine, or ours loaded in a certain way. */
export interface Contestant {
  /** Of columns and ratios. */
  readonly name: string;
  readonly engine: EngineName;
  readonly load?: Readonly<Record<string, unknown>>;
}

export const contestants: readonly Contestant[] = [
  { name: 'TriMix', engine: 'trimix' },
  { name: 'LlamaCpp', engine: 'llamaCpp' },
  { name: 'TransformersJs', engine: 'transformersJs' },
];

/** Median and least of several measurements, in milliseconds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
}

/** What one engine took. */
export interface PeerResult {
  readonly name: string;
  /** Until the first token after the prompt. */
  readonly firstTokenMs: Spread;
  /** By the context's length. */
  readonly msPerToken: Readonly<Record<number, Spread>>;
}

/** A comparison of all engines with one shape. */
export interface PeerComparison {
  readonly shape: string;
  readonly threads: number;
  readonly contexts: readonly number[];
  /** Tokens of the prompt whose reading was timed. */
  readonly promptTokens: number;
  readonly results: readonly PeerResult[];
}

/** How much is measured. */
export interface PeerExtent {
  /** Tokens before the one that is written. */
  readonly contexts: readonly number[];
  /** How often the prompt is read. */
  readonly reads: number;
  /** How often a turn is written in each context. */
  readonly turns: number;
}

/** Compares all engines with one model of a shape, each in a process of its own, in turns. */
export async function comparePeers(
  work: string,
  shape: string,
  extent: PeerExtent,
  say: (text: string) => void,
): Promise<PeerComparison> {
  const packages = await installPeers(work, say);
  const models = await peerModels(work, shape, say);
  const { physicalCores } = await cpu();
  const threads = Math.min(physicalCores > 0 ? physicalCores : Infinity, availableParallelism());
  const { contexts } = extent;
  const promptTokens = contexts.includes(usualPrompt) ? usualPrompt : Math.max(...contexts);
  const contextLength = Math.max(...contexts) + room;
  const engines = new Map<string, EngineProcess>();
  try {
    for (const { name, engine, load } of contestants) {
      say(`loading ${shape} in ${name}`);
      const model = models[engine satisfies keyof PeerModels];
      const settings = { model, threads, contextLength, packages, ...(load === undefined ? {} : { load }) };
      engines.set(name, await EngineProcess.start(engine, settings));
    }
    return {
      shape,
      threads,
      contexts,
      promptTokens,
      results: await measure(engines, extent, promptTokens, say),
    };
  } finally {
    for (const engine of engines.values()) engine.stop();
  }
}

async function measure(
  engines: ReadonlyMap<string, EngineProcess>,
  { contexts, reads, turns }: PeerExtent,
  promptTokens: number,
  say: (text: string) => void,
): Promise<readonly PeerResult[]> {
  const names = [...engines.keys()];
  let firstToken: Readonly<Record<string, readonly number[]>> = {};
  const written: Record<number, Readonly<Record<string, readonly number[]>>> = {};
  for (const context of contexts) {
    say(`context of ${context} tokens`);
    const ids = promptIds(context);
    const timed = context === promptTokens;
    const reading = { rounds: timed ? reads : 1, ms: Infinity, warmUp: timed };
    const read = await interleaved(names, reading, (name) => engines.get(name)!.read(ids));
    if (timed) firstToken = read;
    const writing = { rounds: turns, ms: Infinity, warmUp: true };
    written[context] = await interleaved(names, writing, (name) => engines.get(name)!.write(turn));
  }
  return names.map((name) => ({
    name,
    firstTokenMs: spread(firstToken[name] ?? []),
    msPerToken: Object.fromEntries(
      contexts.map((context) => [context, spread(written[context]?.[name] ?? [])]),
    ),
  }));
}

function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values) };
}

/** Ids without sense, the same in every run: below 8000, which every vocabulary has. */
function promptIds(length: number): readonly number[] {
  let state = 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 300 + Math.floor((state / 2 ** 32) * 7000);
  });
}

/**
 * How many times faster the first of the contestants is: `vsLlamaCpp.16` and so on for a written token, and
 * `firstTokenVsLlamaCpp` for reading the prompt.
 */
export function peerRatios({ contexts, results }: PeerComparison): Readonly<Record<string, number>> {
  const [own, ...peers] = results;
  if (own === undefined) return {};
  return Object.fromEntries(
    peers.flatMap((peer) => [
      ...contexts.map(
        (context) =>
          [
            `vs${peer.name}.${context}`,
            peer.msPerToken[context]!.median / own.msPerToken[context]!.median,
          ] as const,
      ),
      [`firstTokenVs${peer.name}`, peer.firstTokenMs.median / own.firstTokenMs.median] as const,
    ]),
  );
}
