import { describe, expect, it } from 'vitest';
import { GridHistories } from '../../../src/engine/decoding/gridHistories.ts';
import { GridHistory } from '../../../src/engine/decoding/gridHistory.ts';
import { evidenceStart } from '../../../src/engine/decoding/onlineTrack.ts';
import { seededGenerator } from '../../../src/engine/decoding/randomGenerator.ts';
import { gridIndex, usualPair, weightGrid } from '../../../src/engine/fusion/grid.ts';

const choice = { kind: 'online', halfLife: 40 } as const;

/** A token's scores depend on what stands before it, as a model's do. */
function scoreOf(ids: readonly number[], at: number): Float64Array {
  const random = seededGenerator(1 + ids[at]! + 31 * ids[at - 1]! + 7 * at);
  const suited = Math.floor(at / 150) % weightGrid.length;
  return Float64Array.from(
    weightGrid,
    (_, pair) => -2 - 2 * random() + (pair === (suited * 11) % weightGrid.length ? 1.5 : 0),
  );
}

const guides = (ids: readonly number[]) => (index: number) => ids[index]! % 3 !== 0;

/** Makes a history hold a document, as a prefill does. Returns the tokens that were scored. */
function read(history: GridHistory, ids: readonly number[], first: number): number {
  const done = Math.min(history.scoredLength(ids, first), ids.length);
  if (done < first) history.begin(ids.slice(0, first));
  else history.truncate(done);
  const before = history.length;
  for (let at = before; at < ids.length; at++) history.push(ids[at]!, scoreOf(ids, at));
  return ids.length - before;
}

function fromScratch(ids: readonly number[]) {
  const history = new GridHistory();
  read(history, ids, evidenceStart(ids.length, choice));
  return history.onlineWeights(choice, guides(ids));
}

/** A document after a random edit: typed on, cut, changed in the middle, or undone. */
function edited(ids: readonly number[], random: () => number): readonly number[] {
  const some = (count: number) => Array.from({ length: count }, () => Math.floor(50 * random()));
  const at = 1 + Math.floor(random() * (ids.length - 1));
  const kind = random();
  if (kind < 0.5) return [...ids, ...some(1 + Math.floor(40 * random()))];
  if (kind < 0.7) return ids.slice(0, Math.max(2, ids.length - Math.floor(4 * random())));
  if (kind < 0.8) return ids.slice(0, Math.max(2, at));
  return [...ids.slice(0, at), ...some(3), ...ids.slice(at + 3)];
}

describe('weights that follow a document', () => {
  it('are those computed from scratch after any edits and switches', () => {
    const random = seededGenerator(5);
    const histories = new GridHistories();
    const documents: (readonly number[])[] = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const pairs = new Set<number>();
    let scored = 0;
    let total = 0;
    for (let round = 0; round < 400; round++) {
      const which = Math.floor(random() * documents.length);
      const ids = edited(documents[which]!, random);
      documents[which] = ids;
      const history = histories.for(ids);
      scored += read(history, ids, evidenceStart(ids.length, choice));
      total += ids.length;
      const found = history.onlineWeights(choice, guides(ids));
      // To the last bit: sums are taken up where they were, not corrected.
      expect(found).toEqual(fromScratch(ids));
      pairs.add(gridIndex(found.pair));
    }
    expect(pairs.size).toBeGreaterThan(2);
    expect(documents.some((ids) => evidenceStart(ids.length, choice) > 1)).toBe(true);
    expect(scored / total).toBeLessThan(0.25);
  });

  it('tell their way: where which pair took over', () => {
    const ids = Array.from({ length: 180 }, (_, at) => (7 * at) % 50);
    const { pair, origin } = fromScratch(ids);
    if (origin.kind !== 'online') throw new Error(origin.kind);
    expect(origin.length).toBe(ids.length);
    expect(origin.path[0]).toEqual({ token: 1, ...usualPair });
    expect(origin.path.at(-1)).toMatchObject(pair);
    expect(origin.path.length).toBeGreaterThan(1);
    for (const [at, step] of origin.path.entries()) {
      const upTo = fromScratch(ids.slice(0, step.token)).pair;
      expect(upTo).toEqual({ alpha: step.alpha, beta: step.beta });
      if (at > 0) expect(step.token).toBeGreaterThan(origin.path[at - 1]!.token);
    }
  });

  it('keep the path short', () => {
    const history = new GridHistory();
    history.begin([0]);
    // Each token speaks for another pair so loudly that it takes over at once.
    for (let at = 1; at < 200; at++) {
      const loud = at % 2 === 0 ? 3 : 20;
      history.push(at, new Float64Array(weightGrid.length).fill(-9).with(loud, 9 + at));
    }
    const { origin } = history.onlineWeights({ kind: 'online', halfLife: 1 }, () => true);
    if (origin.kind !== 'online') throw new Error(origin.kind);
    expect(origin.path.length).toBeLessThanOrEqual(24);
  });

  it('notice that other tokens guide', () => {
    const ids = Array.from({ length: 200 }, (_, at) => (7 * at) % 50);
    const history = new GridHistory();
    read(history, ids, 1);
    const one = history.onlineWeights(choice, guides(ids));
    const late = (index: number): boolean => index > 100;
    const other = history.onlineWeights(choice, late);
    expect(other).not.toEqual(one);
    const fresh = new GridHistory();
    read(fresh, ids, 1);
    expect(fresh.onlineWeights(choice, late)).toEqual(other);
    expect(history.onlineWeights(choice, guides(ids))).toEqual(one);
  });
});

describe('the first token that is evidence', () => {
  it('is the second of a short document, and moves by a half-life in a long one', () => {
    expect([1, 2, 200].map((length) => evidenceStart(length, choice))).toEqual([1, 1, 1]);
    const starts = Array.from({ length: 400 }, (_, at) => evidenceStart(201 + at, choice));
    for (const [at, start] of starts.entries()) {
      expect(start % 40).toBe(0);
      expect(201 + at - start).toBeGreaterThan(4 * 40);
      expect(201 + at - start).toBeLessThanOrEqual(5 * 40);
    }
  });
});

describe('the histories of several documents', () => {
  const document = (seed: number, length: number) =>
    Array.from({ length }, (_, at) => (seed * 1000 + at * 7) % 997);

  it('takes up the document that it knows', () => {
    const histories = new GridHistories();
    const texts = [document(1, 300), document(2, 300), document(3, 300)];
    for (const ids of texts) read(histories.for(ids), ids, 1);
    for (const ids of texts) {
      const longer = [...ids, 5, 6];
      expect(read(histories.for(longer), longer, 1)).toBe(2);
    }
    expect(histories.size).toBe(3);
  });

  it('takes a copy where much would be lost, and leaves the original', () => {
    const histories = new GridHistories();
    const ids = document(1, 300);
    read(histories.for(ids), ids, 1);
    const other = [...ids.slice(0, 100), 1, 2, 3];
    expect(read(histories.for(other), other, 1)).toBe(3);
    expect(histories.size).toBe(2);
    expect(read(histories.for(ids), ids, 1)).toBe(0);
    // A small edit near the end is the same document.
    const small = [...ids.slice(0, 290), 4];
    read(histories.for(small), small, 1);
    expect(histories.size).toBe(2);
  });

  it('forgets the document that was used the longest time ago', () => {
    const histories = new GridHistories();
    for (let seed = 1; seed <= 5; seed++) read(histories.for(document(seed, 50)), document(seed, 50), 1);
    expect(histories.size).toBe(4);
    expect(read(histories.for(document(5, 50)), document(5, 50), 1)).toBe(0);
    expect(read(histories.for(document(1, 50)), document(1, 50), 1)).toBe(49);
    histories.clear();
    expect(histories.size).toBe(0);
  });
});
