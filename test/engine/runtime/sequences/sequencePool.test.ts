import { describe, expect, it } from 'vitest';
import { SequencePool } from '../../../../src/engine/runtime/sequences/sequencePool.ts';
import { sharedPrefix } from '../../../../src/engine/runtime/sequences/sharedPrefix.ts';
import type { SequenceCache } from '../../../../src/engine/runtime/session/modelSession.ts';
import { seededGenerator } from '../../../../src/engine/decoding/randomGenerator.ts';

/** A cache in main memory of which only the size is of interest; one on a device cannot be copied. */
class SizedCache implements SequenceCache {
  static alive = 0;
  bytes = 0;
  readonly #copyable: boolean;

  constructor(copyable: boolean) {
    this.#copyable = copyable;
    SizedCache.alive += 1;
  }

  clear(): void {
    this.bytes = 0;
  }

  copy(length: number): SizedCache | null {
    if (!this.#copyable) return null;
    const copy = new SizedCache(true);
    copy.bytes = length;
    return copy;
  }

  dispose(): void {
    SizedCache.alive -= 1;
  }
}

function makePool(budget = 1_000, copyable = true): SequencePool<SizedCache> {
  SizedCache.alive = 0;
  return new SequencePool({ createCache: () => new SizedCache(copyable), bytesPerPosition: 1, budget });
}

/** What a model does with a prompt. @returns positions that had to be read */
function read(
  pool: SequencePool<SizedCache>,
  prompt: readonly number[],
  generated: readonly number[] = [],
): number {
  pool.resume(prompt);
  const { current } = pool;
  const cached = sharedPrefix(current.ids, prompt);
  current.ids.splice(cached, Infinity, ...prompt.slice(cached), ...generated);
  current.cache.bytes = current.ids.length;
  return prompt.length - cached;
}

const text = (length: number, subject: number): number[] =>
  Array.from({ length }, (_, index) => 1 + index + subject * 10_000);

describe('sequences of a model', () => {
  it('keep one that grows with the typing, whatever was generated behind it', () => {
    const pool = makePool();
    expect(read(pool, text(200, 1), [7, 7, 7])).toBe(200);
    expect(read(pool, text(203, 1), [8, 8])).toBe(3);
    expect(read(pool, text(190, 1))).toBe(0);
    expect(pool.size).toBe(1);
  });

  it('keep another document for when the writer comes back', () => {
    const pool = makePool();
    read(pool, text(200, 1));
    expect(read(pool, text(150, 2))).toBe(150);
    expect(read(pool, text(201, 1))).toBe(1);
    expect(read(pool, text(151, 2))).toBe(1);
    expect(pool.size).toBe(2);
  });

  it('keep the text as it was before an edit in its middle, so that undoing it costs nothing', () => {
    const pool = makePool();
    const before = text(300, 1);
    const edited = [...before.slice(0, 100), 5, 6, ...before.slice(100)];
    read(pool, before);
    expect(read(pool, edited.slice(0, 102))).toBe(2);
    expect(read(pool, before)).toBe(0);
    expect(read(pool, edited)).toBe(200);
    expect(read(pool, before)).toBe(0);
  });

  it('keep no copies for small steps back', () => {
    const pool = makePool();
    read(pool, text(300, 1));
    read(pool, text(250, 1));
    expect(pool.size).toBe(1);
  });

  it('drop the least recently used when memory is short', () => {
    const pool = makePool(500);
    read(pool, text(200, 1));
    read(pool, text(200, 2));
    expect(read(pool, text(201, 1))).toBe(1);
    expect(read(pool, text(200, 3))).toBe(200);
    expect(read(pool, text(202, 1))).toBe(1);
    expect(read(pool, text(200, 2))).toBe(200);
    expect(SizedCache.alive).toBe(pool.size);
  });

  it('are one where there is no room for two', () => {
    const pool = makePool(100);
    read(pool, text(200, 1));
    read(pool, text(200, 2));
    expect(pool.size).toBe(1);
    expect(SizedCache.alive).toBe(1);
  });

  it('that cannot be copied are read again where less is shared than would be lost', () => {
    const pool = makePool(1_000, false);
    read(pool, text(300, 1));
    const branch = [...text(300, 1).slice(0, 80), 5];
    expect(read(pool, branch)).toBe(81);
    expect(read(pool, text(300, 1))).toBe(0);
    const late = [...text(300, 1).slice(0, 200), 5];
    expect(read(pool, late)).toBe(1);
    expect(read(pool, text(300, 1))).toBe(100);
  });

  it('never claim to have read what they have not, and stay within their budget', () => {
    const random = seededGenerator(7);
    const pool = makePool(400);
    const whole = [text(150, 1), text(150, 2), text(150, 3)];
    for (let step = 0; step < 2_000; step++) {
      const prompt = whole[Math.floor(random() * 3)]!.slice(0, 1 + Math.floor(random() * 150));
      if (random() < 0.3) prompt[Math.floor(random() * prompt.length)] = 99;
      read(pool, prompt, random() < 0.5 ? [3, 4] : []);
      expect(pool.current.ids.slice(0, prompt.length)).toEqual(prompt);
      expect(SizedCache.alive).toBe(pool.size);
    }
    pool.dispose();
    expect(SizedCache.alive).toBe(0);
  });
});
