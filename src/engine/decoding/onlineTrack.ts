import type { WeightOrigin, WeightStep } from '../fusion/decision.ts';
import { gridIndex, usualPair, type WeightPair } from '../fusion/grid.ts';
import { defaultHalfLife, halfLivesKept, OnlineSums } from '../fusion/onlineSums.ts';
import type { WeightChoice } from '../fusion/ruleChoice.ts';
import type { SelectedWeights } from '../fusion/weightSelection.ts';
import { steadyStart } from '../tasks/contextWindow.ts';

type OnlineChoice = Extract<WeightChoice, { kind: 'online' }>;

/** Steps of a path that a decision carries. */
const longestPath = 24;

/** A state is kept at every so many tokens, so that an edit costs the sums of so many at most. */
const stateEvery = 64;

interface State {
  /** Tokens of the document that the sums have seen or passed over. */
  readonly length: number;
  readonly sums: OnlineSums;
  readonly path: readonly WeightStep[];
}

/**
 * First token of a document of `length` tokens that is evidence: all of them in a short one, the last four to five
 * half-lives in a long one. It moves by a half-life at a time, so that it depends on the length alone and not on what was
 * scored before: a document that was just opened and one that was written from its beginning get the same weights.
 */
export function evidenceStart(length: number, choice: OnlineChoice): number {
  const step = Math.ceil(choice.halfLife ?? defaultHalfLife);
  // Nothing predicts the first token.
  return Math.max(1, steadyStart(length, (halfLivesKept + 1) * step, step));
}

/**
 * The weights' way through one document: running sums with the states before, so that an edit goes back to the nearest
 * of them, and a token that was added costs 36 additions.
 */
export class OnlineTrack {
  readonly #choice: OnlineChoice;
  readonly #from: number;
  /** Ascending by length; the first has seen nothing. */
  readonly #states: State[];
  /** Whether each token from `#from` on was evidence. */
  readonly #guided: boolean[] = [];

  /** @param from the first token that is evidence, from {@link evidenceStart} */
  constructor(choice: OnlineChoice, from: number) {
    this.#choice = choice;
    this.#from = from;
    const { usual = usualPair, halfLife = defaultHalfLife } = choice;
    const path = [{ token: from, ...usual }];
    this.#states = [{ length: from, sums: new OnlineSums(usual, halfLife), path }];
  }

  /** Whether the track was begun for the same choice and the same first token. */
  isFor({ usual = usualPair, halfLife = defaultHalfLife }: OnlineChoice, from: number): boolean {
    const own = this.#states[0]!.sums;
    return from === this.#from && halfLife === own.halfLife && gridIndex(usual) === gridIndex(own.usual);
  }

  /** Forgets the tokens from `length` on. */
  truncate(length: number): void {
    this.#guided.length = Math.max(0, Math.min(this.#guided.length, length - this.#from));
    while (this.#states.length > 1 && this.#states.at(-1)!.length > length) this.#states.pop();
  }

  /** A track of its own with the same past. */
  copy(): OnlineTrack {
    const copy = new OnlineTrack(this.#choice, this.#from);
    // States are never changed once they stand here.
    copy.#states.push(...this.#states.slice(1));
    copy.#guided.push(...this.#guided);
    return copy;
  }

  /**
   * The weights after a document's tokens.
   *
   * @param length tokens of the document
   * @param scoreOf the 36 log-probabilities of a token, from the first that is evidence on
   * @param guides whether a token is evidence
   */
  weights(
    length: number,
    scoreOf: (token: number) => Float64Array,
    guides: (token: number) => boolean,
  ): SelectedWeights {
    const { sums, path } = this.#advance(length, scoreOf, guides);
    const { pair } = sums;
    return { pair, origin: originOf(sums, path, length, pair) };
  }

  #advance(
    length: number,
    scoreOf: (token: number) => Float64Array,
    guides: (token: number) => boolean,
  ): State {
    this.truncate(length);
    const changed = this.#guided.findIndex((guided, at) => guided !== guides(this.#from + at));
    if (changed >= 0) this.truncate(this.#from + changed);
    const begin = this.#states.at(-1)!;
    const sums = begin.sums.copy();
    let path = begin.path;
    for (let token = begin.length; token < length; token++) {
      const isEvidence = (this.#guided[token - this.#from] ??= guides(token));
      if (isEvidence) {
        sums.add(scoreOf(token));
        path = extended(path, token + 1, sums.pair);
      }
      if ((token + 1 - this.#from) % stateEvery === 0) {
        this.#states.push({ length: token + 1, sums: sums.copy(), path });
      }
    }
    return { length, sums, path };
  }
}

function extended(path: readonly WeightStep[], token: number, { alpha, beta }: WeightPair): typeof path {
  const last = path.at(-1)!;
  if (last.alpha === alpha && last.beta === beta) return path;
  return [...path.slice(1 - longestPath), { token, alpha, beta }];
}

function originOf(
  sums: OnlineSums,
  path: readonly WeightStep[],
  length: number,
  pair: WeightPair,
): WeightOrigin {
  return {
    kind: 'online',
    meanNegativeLogLikelihood: sums.meanNegativeLogLikelihood,
    effectiveTokens: sums.effectiveTokens,
    halfLife: sums.halfLife,
    keptUsual: gridIndex(pair) === gridIndex(sums.usual),
    length,
    path,
  };
}
