import { throwIfAborted } from '../../errors.ts';
import { argmax } from '../../fusion/distribution.ts';
import type { SourceId } from '../../fusion/sources.ts';
import type { SpeculationCounts } from '../../tasks/generation.ts';
import { modelOf } from '../../trio/modelOf.ts';
import type { Trio } from '../../trio/trio.ts';
import { yieldToEventLoop } from '../yieldToEventLoop.ts';
import { DraftLength, longestDraft } from './draftLength.ts';
import { lookUpDraft } from './promptLookup.ts';

/** Rows of logits of one position. */
export type Rows = ReadonlyMap<SourceId, Float32Array>;

/** A position that was computed before it was known whether the text goes there. */
interface Foreseen {
  /** The token that leads to it. */
  readonly token: number;
  /** Rows of the sources; the drafting one's is missing at the end of its own draft. */
  readonly rows: ReadonlyMap<SourceId, Float32Array>;
}

export interface LookaheadOptions {
  readonly trio: Trio;
  /** Sources that run at every step, in order. */
  readonly running: readonly SourceId[];
  /** Ids of the prompt; all models have read them. */
  readonly prompt: readonly number[];
  /** Ids the tokenizer knows: the width of a row that counts. */
  readonly size: number;
  /** False runs every model once for every token. */
  readonly speculate: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gives the rows of logits that follow each chosen token, computing some of them before they are asked for.
 *
 * small-cpt has the largest weight in every mix that matters, so its own best tokens are a draft; the other models
 * read the draft in one run, which costs little more than a run of one token. The rows are those of the real models at
 * the real positions: whoever chooses from them, greedily or by sampling, chooses as he would have without a draft
 * (Leviathan et al. 2023, arXiv 2211.17192, where draft and target are one distribution each; here the draft is only
 * compared with the choice). Where the text repeats what stood before, that is the draft, and costs no run.
 */
export class Lookahead {
  readonly #options: LookaheadOptions;
  readonly #draftLength: DraftLength;
  /** Ids of the text as far as it is chosen. */
  readonly #ids: number[];
  #foreseen: Foreseen[] = [];
  #drafted = 0;
  #accepted = 0;

  constructor(options: LookaheadOptions) {
    const { trio, running } = options;
    const bytes = (sources: readonly SourceId[]): number =>
      sources.reduce((sum, source) => sum + modelOf(trio, source).folder.bytes, 0);
    this.#options = options;
    this.#ids = [...options.prompt];
    this.#draftLength = new DraftLength({
      draft: bytes([drafter]),
      verify: bytes(running.filter((source) => source !== drafter)),
    });
  }

  get counts(): SpeculationCounts {
    return { drafted: this.#drafted, accepted: this.#accepted };
  }

  /**
   * The rows after one more token.
   *
   * @param token the chosen one
   * @param remaining how many more tokens there may be after it: drafts are not longer
   * @throws TriMixError `cancelled`, `superseded`, `inference-failed`
   */
  async advance(token: number, remaining: number): Promise<Rows> {
    const next = this.#foreseen.shift();
    this.#ids.push(token);
    if (next !== undefined) this.#record(next.token === token);
    if (next?.token !== token) {
      this.#foreseen = [];
      this.#rewind(this.#ids.length - 1);
      return await this.#compute(remaining);
    }
    if (next.rows.size === this.#options.running.length) return next.rows;
    // The end of a draft that was right throughout: the drafting model has not read its last token.
    const rows = new Map(next.rows);
    rows.set(drafter, await this.#runOne(drafter, token));
    return rows;
  }

  async #compute(remaining: number): Promise<Rows> {
    const { speculate } = this.#options;
    const token = this.#ids.at(-1)!;
    if (!speculate || remaining <= 0) return await this.#runEach(token);
    const repeated = lookUpDraft(this.#ids, Math.min(longestDraft, remaining));
    if (repeated.length > 0) return await this.#verify(this.#options.running, token, repeated, []);
    return await this.#draftAndVerify(token, remaining);
  }

  async #draftAndVerify(token: number, remaining: number): Promise<Rows> {
    const { running, size } = this.#options;
    const others = running.filter((source) => source !== drafter);
    const length = running.includes(drafter) && others.length > 0 ? this.#draftLength.best(remaining) : 0;
    if (length === 0) return await this.#runEach(token);
    const draft: number[] = [];
    const drafterRows: Float32Array[] = [];
    for (let last = token; draft.length < length; last = draft.at(-1)!) {
      const row = await this.#runOne(drafter, last);
      drafterRows.push(row);
      draft.push(argmax(row, size));
    }
    return await this.#verify(others, token, draft, drafterRows);
  }

  /** Runs sources over the token and the draft at once. @returns the rows after the token */
  async #verify(
    sources: readonly SourceId[],
    token: number,
    draft: readonly number[],
    drafterRows: readonly Float32Array[],
  ): Promise<Rows> {
    const positions = Array.from({ length: draft.length + 1 }, () => new Map<SourceId, Float32Array>());
    const { running, trio } = this.#options;
    const keep = (source: SourceId, index: number, row: Float32Array | undefined): void => {
      if (row !== undefined) positions[index]!.set(source, row);
    };
    // Sources stand in their usual order in every map.
    for (const source of running) {
      if (!sources.includes(source)) {
        for (const index of positions.keys()) keep(source, index, drafterRows[index]);
        continue;
      }
      throwIfAborted(this.#options.signal);
      const { data, width } = await modelOf(trio, source).append([token, ...draft], draft.length + 1);
      for (const index of positions.keys())
        keep(source, index, data.subarray(index * width, (index + 1) * width));
      await yieldToEventLoop();
    }
    this.#foreseen = draft.map((drafted, index) => ({ token: drafted, rows: positions[index + 1]! }));
    return positions[0]!;
  }

  async #runEach(token: number): Promise<Rows> {
    const rows = new Map<SourceId, Float32Array>();
    for (const source of this.#options.running) rows.set(source, await this.#runOne(source, token));
    return rows;
  }

  async #runOne(source: SourceId, token: number): Promise<Float32Array> {
    throwIfAborted(this.#options.signal);
    const { data } = await modelOf(this.#options.trio, source).append([token], 1);
    await yieldToEventLoop();
    return data;
  }

  /** Makes every model forget what it has read beyond so many ids. */
  #rewind(length: number): void {
    for (const source of this.#options.running) modelOf(this.#options.trio, source).rewind(length);
  }

  #record(accepted: boolean): void {
    this.#drafted += 1;
    if (accepted) this.#accepted += 1;
    this.#draftLength.record(accepted);
  }
}

/** Whoever has the largest weight drafts best. */
const drafter: SourceId = 'smallCpt';
