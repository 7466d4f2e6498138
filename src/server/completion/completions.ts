import { isCancellation, TriMixError } from '../../engine/errors.ts';
import { worthOffering } from '../../engine/text/joint.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { endsUnit } from '../../engine/text/units.ts';
import { modelTag } from '../../engine/trio/detour.ts';
import type { CompletionOrigin } from '../../protocol/completion.ts';
import type { ServerSettings } from '../../protocol/settings.ts';
import type { GenerationOutcome } from '../engine/engineRpc.ts';
import type { Generations } from '../engine/generations.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import { describeError, type Log } from '../log.ts';
import { sleep } from '../rpc/abort.ts';
import { resolveRule } from '../settings/resolveRule.ts';
import type { StatusBoard } from '../status/statusBoard.ts';
import { promptTail } from '../traces/promptTail.ts';
import { CompletionRun, finishedUnits, isEnough, type Heard, type RunStart } from './completionRun.ts';
import { CompletionTally } from './completionTally.ts';
import { prefixWindow, type TextSource } from './contextWindow.ts';
import { pauseBefore } from './pause.ts';
import { RecentGenerations } from './recentGenerations.ts';
import { RecentMedian } from './recentMedian.ts';
import { TypingRhythm } from './typingRhythm.ts';

/** A place in a document that text is wanted for. */
export interface CompletionQuery {
  readonly uri: string;
  /** The document up to the cursor, as it is now. */
  readonly before: TextSource;
  /** The beginning of what follows the cursor. */
  readonly suffix: string;
  readonly language: LanguageTag;
  /** Asked by the editor after a keystroke, not by the user. */
  readonly automatic: boolean;
  /** The writer has just taken an offer: no need to wait for more keystrokes. */
  readonly afterOffer: boolean;
  /** Whether the document has changed since. */
  readonly isStale: () => boolean;
}

interface Parts {
  readonly queue: JobQueue;
  readonly generations: Generations;
  readonly board: StatusBoard;
  readonly settings: () => ServerSettings;
  /** Somebody looks at the models' decisions: what is offered must have been recorded while they looked. */
  readonly inspecting: () => boolean;
  readonly log: Log;
}

/** A request that comes later after a keystroke is not about it: the cursor was moved. Milliseconds. */
const requestLag = 150;

/** Until a few completions were seen, models are taken for fast ones: work for nothing is cheaper than waiting. Milliseconds. */
const unknownDuration = 60;

/** Completions that count for how long the next one takes. */
const counted = 5;

/**
 * Answers requests for ghost text: from what was written before, from the generation that runs, or by a new one. Of
 * several requests only the newest is answered with text.
 */
export class Completions {
  readonly tally = new CompletionTally();
  readonly #parts: Parts;
  readonly #recent = new RecentGenerations();
  readonly #rhythm = new TypingRhythm();
  readonly #duration = new RecentMedian(unknownDuration, counted);
  #run: CompletionRun | null = null;
  #newest = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The writer has typed something. */
  typed(): void {
    this.#rhythm.typed(performance.now());
  }

  /** The models have changed: what others wrote, and how fast, holds no more. */
  forget(): void {
    this.#recent.clear();
    this.#duration.reset();
  }

  /**
   * The text to offer, or null for none: nothing comes to the models' minds, or something newer came up.
   *
   * @throws TriMixError `store-not-writable` when the store cannot be read
   */
  async answer(query: CompletionQuery, signal: AbortSignal): Promise<string | null> {
    this.#newest += 1;
    const number = this.#newest;
    const key = await this.#key(query.language);
    let pauseMs = this.#pauseMs(query);
    for (;;) {
      if (number !== this.#newest || signal.aborted || query.isStale()) return null;
      const known = this.#known(key, query);
      if (known !== null) return this.#offer(known.text, known.origin, query);
      const { run, typed, origin } = this.#runFor(key, query, pauseMs);
      const heard = await run.hear(typed, this.#patienceMs(query), signal);
      switch (heard.kind) {
        case 'text':
          return query.isStale() ? null : this.#offer(heard.text, origin, query);
        case 'nothing':
          return null;
        case 'of-no-use':
          pauseMs = 0;
      }
    }
  }

  /** Begins to write what will be asked for next, unless it is known or the models have anything else to do. */
  async prepare(query: CompletionQuery): Promise<void> {
    const key = await this.#key(query.language);
    if (query.isStale() || this.#recent.find(key, query.before) !== null) return;
    if (this.#joinable(key, query) !== null || this.#parts.queue.busy) return;
    this.#begin(startOf(key, query, 'preparation'), query, 0);
  }

  /** Everything besides the text that a completion depends on. */
  async #key(language: LanguageTag): Promise<string> {
    const { generations, settings, inspecting } = this.#parts;
    const { rule, maxTokens, timeLimitMs, answerAfterMs } = settings().completion;
    return JSON.stringify([
      language,
      rule,
      maxTokens,
      timeLimitMs,
      answerAfterMs,
      await generations.options(language),
      inspecting(),
    ]);
  }

  #known(
    key: string,
    { before, automatic }: CompletionQuery,
  ): { text: string; origin: CompletionOrigin } | null {
    const found = this.#recent.find(key, before);
    if (found === null) return null;
    const { generation, typed, rest } = found;
    // Who asks for text in so many words gets what the models write for this very place, to its end.
    if (!automatic && (typed > 0 || !generation.whole)) return null;
    const origin = generation.prepared ? 'prepared' : typed === 0 ? 'cache' : 'type-through';
    return { text: rest.kind === 'rest' ? rest.text : '', origin };
  }

  #offer(text: string, origin: CompletionOrigin, { suffix }: CompletionQuery): string | null {
    const offered = worthOffering(text, suffix);
    if (offered === '') return null;
    this.tally.answered(origin);
    this.#parts.log.debug(`Completion from ${origin}`);
    return offered;
  }

  #runFor(
    key: string,
    query: CompletionQuery,
    pauseMs: number,
  ): { run: CompletionRun; typed: string; origin: CompletionOrigin } {
    const joined = this.#joinable(key, query);
    if (joined !== null) {
      const origin = joined.run.start.kind === 'preparation' ? 'prepared' : 'running';
      return { ...joined, origin };
    }
    return {
      run: this.#begin(startOf(key, query, 'completion'), query, pauseMs),
      typed: '',
      origin: 'model',
    };
  }

  #joinable(key: string, query: CompletionQuery): { run: CompletionRun; typed: string } | null {
    const run = this.#run;
    const typed = run?.typedIn(key, query.uri, query.before) ?? null;
    if (run === null || typed === null) return null;
    return !query.automatic && typed !== '' ? null : { run, typed };
  }

  /** Begins a run, which takes the place of the one before. */
  #begin(start: RunStart, query: CompletionQuery, pauseMs: number): CompletionRun {
    const run = new CompletionRun(start);
    this.#run = run;
    void this.#write(run, query, pauseMs);
    return run;
  }

  /** Carries a run out, to whatever end. */
  async #write(run: CompletionRun, query: CompletionQuery, pauseMs: number): Promise<void> {
    const { queue, log } = this.#parts;
    try {
      const outcome = await queue.run(
        run.start.kind,
        async (jobSignal) => {
          // Waiting in the queue's turn, so that the next keystroke overtakes this one while it waits.
          await sleep(pauseMs, jobSignal);
          return await this.#generate(run, query, jobSignal);
        },
        run.signal,
      );
      if (outcome === null) run.breakOff({ kind: 'nothing' });
      else this.#finished(run, outcome);
    } catch (error) {
      this.#brokenOff(run);
      run.breakOff(endOf(run, error));
      if (!isCancellation(error)) log.error(`A completion failed. ${describeError(error)}`);
    }
  }

  /** Null where nothing is to be written any more. */
  async #generate(
    run: CompletionRun,
    { isStale }: CompletionQuery,
    signal: AbortSignal,
  ): Promise<GenerationOutcome | null> {
    const { generations, board, settings } = this.#parts;
    const { language, prefix, kind } = run.start;
    if (isStale()) return null;
    const trio = await generations.prepare(signal, language);
    if (!trio.languages.includes(modelTag(language, trio)) || isStale()) return null;
    const { rule, maxTokens, timeLimitMs } = settings().completion;
    const generate = (): ReturnType<Generations['run']> => {
      run.begin();
      return generations.run(
        {
          kind: 'completion',
          request: {
            prefix,
            language,
            maxTokens,
            endAt: 'sentence',
            rule: resolveRule(rule, trio, { kind: 'completion', language: modelTag(language, trio) }),
            sampling: { kind: 'greedy' },
            timeLimitMs,
          },
        },
        { task: { kind: 'completion', language }, promptTail: promptTail(prefix) },
        { signal, onText: (delta) => run.write(delta) },
      );
    };
    // What nobody has asked for is no news.
    const { outcome } =
      kind === 'preparation' ? await generate() : await board.during('completion', generate);
    return outcome;
  }

  #finished(run: CompletionRun, outcome: GenerationOutcome): void {
    const { text } = outcome;
    this.tally.finished(outcome);
    this.#remember(run, text, true);
    run.finish(text);
    this.#learn(run, true);
  }

  #brokenOff(run: CompletionRun): void {
    if (run.writingMs === null) return;
    this.tally.superseded();
    this.#learn(run, false);
    if (this.#parts.settings().completion.answerAfterMs === null) return;
    const text = finishedUnits(run.written, run.start.language);
    if (isEnough(text)) this.#remember(run, text, false);
  }

  /** How fast these models are: what was broken off before it was of use would have taken longer. */
  #learn({ writingMs, usableMs }: CompletionRun, whole: boolean): void {
    const partsCount = this.#parts.settings().completion.answerAfterMs !== null;
    const known = partsCount ? usableMs : whole ? writingMs : null;
    if (known !== null) this.#duration.add(known);
    else if (writingMs !== null && writingMs > this.#duration.value) this.#duration.add(writingMs);
  }

  #remember({ start }: CompletionRun, text: string, whole: boolean): void {
    const { key, prefix, kind } = start;
    this.#recent.add({ key, prefix, text, whole, prepared: kind === 'preparation' });
  }

  #pauseMs({ automatic, afterOffer, before, language }: CompletionQuery): number {
    if (!automatic || afterOffer) return 0;
    const { debounceMs } = this.#parts.settings().completion;
    const tail = before.slice(Math.max(0, before.length - 64), before.length);
    const pause =
      debounceMs ??
      pauseBefore({
        completion: this.#duration.value,
        keystroke: this.#rhythm.keystroke,
        atUnitEnd: endsUnit(tail, language),
      });
    return pause - this.#waited();
  }

  #patienceMs({ automatic }: CompletionQuery): number | null {
    const { answerAfterMs } = this.#parts.settings().completion;
    if (!automatic || answerAfterMs === null) return null;
    return Math.max(0, answerAfterMs - this.#waited());
  }

  /** Milliseconds since the keystroke that a request is about. */
  #waited(): number {
    const since = this.#rhythm.sinceLast(performance.now());
    return since < requestLag ? since : 0;
  }
}

function startOf(key: string, { uri, before, language }: CompletionQuery, kind: RunStart['kind']): RunStart {
  return { uri, offset: before.length, prefix: prefixWindow(before, before.length), language, key, kind };
}

/** What was only prepared is superseded by anything; whoever waits for it meanwhile gets a run of their own. */
function endOf(run: CompletionRun, error: unknown): Heard {
  const superseded = error instanceof TriMixError && error.code === 'superseded';
  return superseded && run.start.kind === 'preparation' ? { kind: 'of-no-use' } : { kind: 'nothing' };
}
