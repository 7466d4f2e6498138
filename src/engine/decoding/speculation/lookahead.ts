import { throwIfAborted } from '../../errors.ts';
import type { SourceId } from '../../fusion/sources.ts';
import type { LogitRows } from '../../runtime/languageModel.ts';
import type { SpeculationCounts } from '../../tasks/generation.ts';
import { modelOf } from '../../trio/modelOf.ts';
import type { Trio } from '../../trio/trio.ts';
import { yieldToEventLoop } from '../yieldToEventLoop.ts';
import { bestUniformDraft, DraftChain, longestDraft } from './draftChain.ts';
import { proposeBest, type Proposal, type Propose } from './proposal.ts';
import { lookUpDraft } from './promptLookup.ts';

/** Rows of logits of one position. */
export type Rows = ReadonlyMap<SourceId, Float32Array>;

/** A position that was computed before it was known whether the text goes there. */
interface Foreseen {
  /** The token that leads to it. */
  readonly token: number;
  /** By how much the drafting model preferred it, in logits; null for one that was looked up. */
  readonly margin: number | null;
  /** Rows of the sources; the drafting one's may be missing at the end of its own draft. */
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
  /** False runs every model once for every token, as do models whose runs are not even. */
  readonly speculate: boolean;
  /** Where drafts come from in the place of the drafting model's best tokens; then nothing is looked up. */
  readonly propose?: Propose | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gives the rows of logits that follow each chosen token, computing some of them before they are asked for.
 *
 * small-cpt has the largest weight in every mix that matters, so its own best tokens are a draft; the other models
 * read the draft in one run, which costs little more than a run of one token. The rows are those of the real models at
 * the real positions: whoever chooses from them, greedily or by sampling, chooses as he would have without a draft
 * (Leviathan et al. 2023, arXiv 2211.17192, where draft and target are one distribution each; here the draft is only
 * compared with the choice, which is their rejection rule with a draft that is sure of itself: a token is taken with the
 * very probability that the fused distribution gives it, and what is chosen instead is drawn from that distribution).
 * Where the text repeats what stood before, that is the draft, and costs no run. All of it needs models whose rows do not
 * depend on how many positions are read at once (`LanguageModel.hasEvenRuns`).
 */
export class Lookahead {
  readonly #options: LookaheadOptions;
  readonly #speculate: boolean;
  readonly #propose: Propose;
  /** Sources that verify what the drafting one proposes; empty where it does not run, or runs alone. */
  readonly #verifying: readonly SourceId[];
  /** Ids of the text as far as it is chosen. */
  readonly #ids: number[];
  #foreseen: Foreseen[] = [];
  #drafted = 0;
  #accepted = 0;

  constructor(options: LookaheadOptions) {
    this.#options = options;
    this.#ids = [...options.prompt];
    this.#propose = options.propose ?? proposeBest;
    const { running, trio } = options;
    // Elsewhere rows would depend on the length of drafts, and that on the clock.
    this.#speculate = options.speculate && running.every((source) => modelOf(trio, source).hasEvenRuns);
    this.#verifying = running.includes(drafter) ? running.filter((source) => source !== drafter) : [];
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
    if (next !== undefined) this.#record(next, next.token === token);
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
    const { running, propose } = this.#options;
    const token = this.#ids.at(-1)!;
    if (!this.#speculate || remaining <= 0) return await this.#runEach(token);
    const repeated = propose === undefined ? this.#lookUp(remaining) : [];
    if (repeated.length > 0) {
      const draft = repeated.map((id) => ({ token: id, margin: null }));
      return await this.#verify(running, token, draft, []);
    }
    if (this.#verifying.length === 0) return await this.#runEach(token);
    return await this.#draftAndVerify(token, remaining);
  }

  /** What followed the same tokens before, where reading that at once promises more than drafting. */
  #lookUp(remaining: number): readonly number[] {
    const limit = Math.min(longestDraft, remaining);
    const found = lookUpDraft(this.#ids, limit);
    if (found.length === 0) return found;
    const statistics = this.#options.trio.drafting;
    const timeOf = (sources: readonly SourceId[], positions: number): number =>
      sources.reduce((sum, source) => sum + statistics.costs[source].of(positions), 0);
    const { running } = this.#options;
    const reading = (length: number): number => timeOf(running, length + 1);
    const mean = this.#verifying.length === 0 ? 0 : statistics.acceptance.mean;
    const draft = statistics.costs[drafter].of(1);
    const drafting = (length: number): number =>
      this.#verifying.length === 0
        ? timeOf(running, 1)
        : timeOf(this.#verifying, length + 1) + draft * (length + mean ** length);
    const looking = bestUniformDraft(statistics.repetition, found.length, reading);
    if (looking.length > 0 && looking.rate >= bestUniformDraft(mean, limit, drafting).rate) {
      return found.slice(0, looking.length);
    }
    statistics.passRepetition();
    return [];
  }

  async #draftAndVerify(token: number, remaining: number): Promise<Rows> {
    const { size, trio, prompt } = this.#options;
    const { acceptance, costs } = trio.drafting;
    const chain = new DraftChain(
      {
        draft: costs[drafter].of(1),
        verify: this.#verifying.reduce((sum, source) => sum + costs[source].of(1), 0),
        further: this.#verifying.reduce((sum, source) => sum + costs[source].furtherPosition, 0),
      },
      remaining,
    );
    const draft: Proposal[] = [];
    const drafterRows: Float32Array[] = [];
    do {
      const row = await this.#runOne(drafter, draft.at(-1)?.token ?? token);
      drafterRows.push(row);
      const proposal = this.#propose(row, size, this.#ids.length - prompt.length + draft.length);
      if (!chain.take(acceptance.at(proposal.margin))) break;
      draft.push(proposal);
    } while (chain.goesOn(acceptance.mean));
    return await this.#verify(this.#verifying, token, draft, drafterRows);
  }

  /** Runs sources over the token and the draft at once. @returns the rows after the token */
  async #verify(
    sources: readonly SourceId[],
    token: number,
    draft: readonly { readonly token: number; readonly margin: number | null }[],
    drafterRows: readonly Float32Array[],
  ): Promise<Rows> {
    const positions = Array.from({ length: draft.length + 1 }, () => new Map<SourceId, Float32Array>());
    const { running } = this.#options;
    const keep = (source: SourceId, index: number, row: Float32Array | undefined): void => {
      if (row !== undefined) positions[index]!.set(source, row);
    };
    const ids = [token, ...draft.map((proposal) => proposal.token)];
    // Sources stand in their usual order in every map.
    for (const source of running) {
      if (!sources.includes(source)) {
        for (const index of positions.keys()) keep(source, index, drafterRows[index]);
        continue;
      }
      const { data, width } = await this.#run(source, ids);
      for (const index of positions.keys())
        keep(source, index, data.subarray(index * width, (index + 1) * width));
    }
    this.#foreseen = draft.map((proposal, index) => ({ ...proposal, rows: positions[index + 1]! }));
    return positions[0]!;
  }

  async #runEach(token: number): Promise<Rows> {
    const rows = new Map<SourceId, Float32Array>();
    for (const source of this.#options.running) rows.set(source, await this.#runOne(source, token));
    return rows;
  }

  async #runOne(source: SourceId, token: number): Promise<Float32Array> {
    return (await this.#run(source, [token])).data;
  }

  /** Runs a source over ids, with a row of logits for each, and takes note of the time. */
  async #run(source: SourceId, ids: readonly number[]): Promise<LogitRows> {
    const { signal, trio } = this.#options;
    throwIfAborted(signal);
    const startedAt = performance.now();
    const rows = await modelOf(trio, source).append(ids, ids.length, signal);
    trio.drafting.costs[source].record(ids.length, performance.now() - startedAt);
    await yieldToEventLoop();
    return rows;
  }

  /** Makes every model forget what it has read beyond so many ids. */
  #rewind(length: number): void {
    for (const source of this.#options.running) modelOf(this.#options.trio, source).rewind(length);
  }

  #record({ margin }: Foreseen, accepted: boolean): void {
    this.#drafted += 1;
    if (accepted) this.#accepted += 1;
    const { drafting } = this.#options.trio;
    if (margin === null) drafting.recordRepetition(accepted);
    else drafting.acceptance.record(margin, accepted);
  }
}

/** Whoever has the largest weight drafts best. */
const drafter: SourceId = 'smallCpt';
