import type { SequenceCache } from '../session/modelSession.ts';
import { sharedPrefix } from './sharedPrefix.ts';

/** A sequence that a model has read, with its keys and values. */
export interface CachedSequence<Cache> {
  readonly ids: number[];
  readonly cache: Cache;
  /**
   * How many leading ids were, or were to become, a prompt. What a generation added behind them is cheap to lose: the
   * next keystroke mostly contradicts it.
   */
  promptLength: number;
}

/** What a pool is told. */
export interface SequencePoolOptions<Cache> {
  readonly createCache: () => Cache;
  /** Bytes that a cache grows by with each position. */
  readonly bytesPerPosition: number;
  /** Bytes that all sequences may take together; the one in use may exceed them alone. */
  readonly budget: number;
}

/** Prompt positions that may be lost rather than copied around: reading them again takes one run. */
const spareable = 64;

/** A cache whose copies are caches of its own kind. */
type Copyable<Cache> = Omit<SequenceCache, 'copy'> & { copy(length: number): Cache | null };

/**
 * The sequences that a model keeps: the one in use, and others that a writer may come back to: another document, the
 * text as it was before an edit in its middle. The least recently used go first when memory is short.
 */
export class SequencePool<Cache extends Copyable<Cache>> {
  readonly #options: SequencePoolOptions<Cache>;
  /** The one in use first, then by how recently they were used. */
  readonly #sequences: CachedSequence<Cache>[];

  constructor(options: SequencePoolOptions<Cache>) {
    this.#options = options;
    this.#sequences = [this.#fresh()];
  }

  /** The sequence in use. */
  get current(): CachedSequence<Cache> {
    return this.#sequences[0]!;
  }

  /** Sequences that are kept. */
  get size(): number {
    return this.#sequences.length;
  }

  /**
   * Puts the sequence into use that has most in common with a prompt. It may be longer than what is shared: the caller
   * rewinds it. Where that would throw away much of another prompt, a copy of the shared part is used instead.
   */
  resume(prompt: readonly number[]): void {
    const { sequence, shared } = this.#mostShared(prompt);
    const lost = Math.min(sequence.promptLength, sequence.ids.length) - shared;
    const needed = prompt.length * this.#options.bytesPerPosition;
    const next = lost <= spareable ? sequence : (this.#branch(sequence, shared, lost, needed) ?? sequence);
    next.promptLength = prompt.length;
    this.#use(next);
    this.#makeRoom(needed, next, (other) => other !== next);
  }

  /** Frees everything. The pool cannot be used afterwards. */
  dispose(): void {
    for (const { cache } of this.#sequences.splice(0)) cache.dispose();
  }

  /** The more recently used one of two that share as much. */
  #mostShared(prompt: readonly number[]): {
    readonly sequence: CachedSequence<Cache>;
    readonly shared: number;
  } {
    let best = { sequence: this.current, shared: sharedPrefix(this.current.ids, prompt) };
    for (const sequence of this.#sequences.slice(1)) {
      const shared = sharedPrefix(sequence.ids, prompt);
      if (shared > best.shared) best = { sequence, shared };
    }
    return best;
  }

  /** A sequence of what is shared only; null where using the whole one is better, or all there is room for. */
  #branch(
    sequence: CachedSequence<Cache>,
    shared: number,
    lost: number,
    needed: number,
  ): CachedSequence<Cache> | null {
    if (!this.#makeRoom(needed, sequence, () => true)) return null;
    if (shared === 0) return this.#fresh();
    const cache = sequence.cache.copy(shared);
    if (cache !== null) return { ids: sequence.ids.slice(0, shared), cache, promptLength: shared };
    // It cannot be copied: the shared part is read again where that is less than what would be lost.
    return shared < lost ? this.#fresh() : null;
  }

  #use(sequence: CachedSequence<Cache>): void {
    const at = this.#sequences.indexOf(sequence);
    if (at >= 0) this.#sequences.splice(at, 1);
    this.#sequences.unshift(sequence);
  }

  /**
   * Drops the least recently used, but `kept`, until what is left of the others leaves `needed` bytes free.
   *
   * @param others whose bytes count
   * @returns whether they are free
   */
  #makeRoom(
    needed: number,
    kept: CachedSequence<Cache>,
    others: (sequence: CachedSequence<Cache>) => boolean,
  ): boolean {
    const fits = (): boolean => {
      const taken = this.#sequences.filter(others).reduce((sum, { cache }) => sum + cache.bytes, 0);
      return taken + needed <= this.#options.budget;
    };
    for (let at = this.#sequences.length - 1; at >= 0 && !fits(); at--) {
      const sequence = this.#sequences[at]!;
      if (sequence === kept) continue;
      this.#sequences.splice(at, 1);
      sequence.cache.dispose();
    }
    return fits();
  }

  #fresh(): CachedSequence<Cache> {
    return { ids: [], cache: this.#options.createCache(), promptLength: 0 };
  }
}
