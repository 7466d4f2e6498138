import type { Rest } from './restAfter.ts';
import { restAfter } from './restAfter.ts';
import { prefixWindow, type TextSource } from './contextWindow.ts';

/** Something that was written, whether or not anybody saw it. */
export interface RecentGeneration {
  /** Everything besides the text that it depends on: language, models, rule, limits. */
  readonly key: string;
  /** The window of the document before the cursor that it goes on from. */
  readonly prefix: string;
  /** What may be offered of it, before a look at what follows the cursor. */
  readonly text: string;
  /** False when it was broken off. */
  readonly whole: boolean;
  /** It was begun before anybody asked. */
  readonly prepared: boolean;
}

/** A generation that has something to say at a cursor. */
export interface Found {
  readonly generation: RecentGeneration;
  /** UTF-16 units of its text that stand before the cursor. */
  readonly typed: number;
  readonly rest: Extract<Rest, { kind: 'rest' | 'half-cluster' }>;
}

export interface RecentLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** A page of writing has fewer places that somebody goes back to; a window is at most 16 kB. */
const defaultLimits: RecentLimits = { entries: 64, bytes: 1_000_000 };

/** Units before the cursor that are compared before the whole window is. */
const glance = 32;

/**
 * The generations of late, by the text before the cursor. A generation is found wherever the document is now as it was
 * when it was written, in whichever document that is; or went on from there as the generation did.
 */
export class RecentGenerations {
  readonly #limits: RecentLimits;
  /** Oldest first. */
  #entries: RecentGeneration[] = [];

  constructor(limits: RecentLimits = defaultLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.length;
  }

  clear(): void {
    this.#entries = [];
  }

  /** Remembers a generation, in the place of a shorter one that goes on from the same text. */
  add(generation: RecentGeneration): void {
    const same = this.#entries.find((entry) => isSame(entry, generation));
    if (same !== undefined && !generation.whole && same.text.length >= generation.text.length) return;
    this.#entries = [...this.#entries.filter((entry) => entry !== same), generation];
    let bytes = this.#entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
    while (this.#entries.length > this.#limits.entries || bytes > this.#limits.bytes) {
      const oldest = this.#entries.shift();
      if (oldest === undefined) return;
      bytes -= bytesOf(oldest);
    }
  }

  /**
   * Looks for what is known to follow a text: from a generation for that very text, else from the one that began
   * nearest before its end and still has something to say.
   *
   * @param before the document up to the cursor
   */
  find(key: string, before: TextSource): Found | null {
    let best: Found | null = null;
    for (const generation of this.#entries.toReversed()) {
      if (generation.key !== key) continue;
      const found = findIn(generation, before, best?.typed ?? generation.text.length);
      if (found === null) continue;
      best = found;
      if (found.typed === 0) break;
    }
    if (best !== null) this.#use(best.generation);
    return best;
  }

  #use(generation: RecentGeneration): void {
    this.#entries = [...this.#entries.filter((entry) => entry !== generation), generation];
  }
}

/** @param below only a place with fewer typed units is of interest; with none typed, any */
function findIn(generation: RecentGeneration, before: TextSource, below: number): Found | null {
  const { prefix, text } = generation;
  const ending = prefix.slice(-glance);
  const tail = before.slice(Math.max(0, before.length - ending.length - text.length), before.length);
  for (let typed = 0; typed === 0 || typed < below; typed++) {
    const began = before.length - typed;
    if (began < prefix.length) return null;
    if (!tail.endsWith(ending + text.slice(0, typed))) continue;
    if (prefixWindow(before, began) !== prefix) continue;
    const rest = restAfter(text, text.slice(0, typed));
    if (rest.kind === 'rest' || rest.kind === 'half-cluster') return { generation, typed, rest };
  }
  return null;
}

function isSame(one: RecentGeneration, other: RecentGeneration): boolean {
  return one.key === other.key && one.prefix === other.prefix;
}

function bytesOf({ prefix, text }: RecentGeneration): number {
  return 2 * (prefix.length + text.length);
}
