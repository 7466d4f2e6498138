import { existsSync } from 'node:fs';
import path from 'node:path';
import { seededGenerator } from '../../engine/decoding/randomGenerator.ts';
import type { CompletionCounts, CompletionOrigin } from '../../protocol/completion.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { LspEditor, type Shown } from './keystroke/lspEditor.ts';
import { manuscripts } from './keystroke/manuscripts.ts';
import { Writer, type Manuscript } from './keystroke/writer.ts';
import { median, quantile } from './statistics.ts';
import type { SuiteResult } from './suite.ts';

/** Seconds of typing in each language. */
const seconds = { quick: 2, whole: 60 } as const;

/** The same slips and pauses in each run. */
const seed = 20_250_601;

/** What came of the typing in one language. */
interface Replayed {
  /** One for each keystroke; null where nothing was offered before the next. */
  readonly keystrokes: readonly (Shown | null)[];
  readonly counts: CompletionCounts;
}

/**
 * Keystroke replay: held-out text of each language is typed at human speed through the real server, which runs as a
 * process of its own, as an editor would; its default settings hold.
 *
 * `cachedShare`: of the prompt tokens of all finished generations, those that were in the models' caches. The milliseconds are
 * those from a keystroke to its ghost text: over all that got some, and for `asked` over those for which the editor had
 * to ask the server (what the writer types through an offer is shown at once). `answeredShare`: of all keystrokes. The
 * models are loaded and have read the document before the typing begins.
 *
 * @param settings which models, and what runs them
 * @throws Failure when the server has not been built, or the text to type is not there
 */
export async function keystrokeSuite(
  settings: Pick<ServerSettings, 'trioPath' | 'executionProvider'>,
  quick: boolean,
  io: Io,
): Promise<SuiteResult> {
  const server = path.join(io.packageRoot, 'dist', 'server.cjs');
  if (!existsSync(server)) throw new Failure(`${server} is not there: run «npm run build» first.`);
  const milliseconds = 1_000 * (quick ? seconds.quick : seconds.whole);
  const editor = await LspEditor.start(server, settings);
  try {
    const all: Replayed[] = [];
    const measurements: Record<string, number> = {};
    for (const manuscript of await manuscripts(io)) {
      if (io.signal.aborted) break;
      const replayed = await replay(editor, manuscript, milliseconds, io.signal);
      all.push(replayed);
      Object.assign(measurements, latencies(replayed.keystrokes, `${manuscript.language}.`));
    }
    const keystrokes = all.flatMap((replayed) => replayed.keystrokes);
    return {
      ratios: { cachedShare: sum(all, 'cachedTokens') / sum(all, 'promptTokens') },
      measurements: {
        ...latencies(keystrokes, ''),
        ...askedLatencies(keystrokes),
        answeredShare: keystrokes.filter((shown) => shown !== null).length / keystrokes.length,
        keystrokes: keystrokes.length,
        ...origins(all, keystrokes),
        generationsFinished: sum(all, 'finished'),
        generationsSuperseded: sum(all, 'superseded'),
        ...measurements,
      },
    };
  } finally {
    await editor.stop();
  }
}

async function replay(
  editor: LspEditor,
  manuscript: Manuscript,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Replayed> {
  const writer = new Writer(editor, manuscript, seededGenerator(seed));
  await writer.sitDown();
  const before = await editor.counts();
  await writer.write(milliseconds, signal);
  const keystrokes = await Promise.all(writer.keystrokes);
  return { keystrokes, counts: difference(await editor.counts(), before) };
}

function latencies(keystrokes: readonly (Shown | null)[], prefix: string): Record<string, number> {
  const times = keystrokes.flatMap((shown) => (shown === null ? [] : [shown.milliseconds]));
  return {
    [`${prefix}keystrokeMedianMs`]: median(times),
    [`${prefix}keystrokeP95Ms`]: quantile(times, 0.95),
  };
}

function askedLatencies(keystrokes: readonly (Shown | null)[]): Record<string, number> {
  const times = keystrokes.flatMap((shown) => (shown?.asked === true ? [shown.milliseconds] : []));
  return { askedMedianMs: median(times), askedP95Ms: quantile(times, 0.95) };
}

/** How many answers came from where; `editor`: from the text that it had been offered before. */
function origins(all: readonly Replayed[], keystrokes: readonly (Shown | null)[]): Record<string, number> {
  const names: readonly CompletionOrigin[] = ['model', 'running', 'cache', 'type-through', 'prepared'];
  const counted = names.map((name): [string, number] => [
    `answers.${name}`,
    all.reduce((total, { counts }) => total + counts.answered[name], 0),
  ]);
  return {
    'answers.editor': keystrokes.filter((shown) => shown?.asked === false).length,
    ...Object.fromEntries(counted),
  };
}

type Total = 'finished' | 'superseded' | 'promptTokens' | 'cachedTokens';

function sum(all: readonly Replayed[], name: Total): number {
  return all.reduce((total, { counts }) => total + counts[name], 0);
}

function difference(after: CompletionCounts, before: CompletionCounts): CompletionCounts {
  return {
    answered: {
      model: after.answered.model - before.answered.model,
      running: after.answered.running - before.answered.running,
      cache: after.answered.cache - before.answered.cache,
      'type-through': after.answered['type-through'] - before.answered['type-through'],
      prepared: after.answered.prepared - before.answered.prepared,
    },
    finished: after.finished - before.finished,
    superseded: after.superseded - before.superseded,
    promptTokens: after.promptTokens - before.promptTokens,
    cachedTokens: after.cachedTokens - before.cachedTokens,
  };
}
