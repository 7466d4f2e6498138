import { lastUnitBoundary } from '../../engine/text/units.ts';
import { countClusters } from '../../engine/text/graphemes.ts';
import { assertNever } from '../../engine/errors.ts';
import type { LanguageTag } from '../../engine/text/languages.ts';
import { prefixWindow, type TextSource } from './contextWindow.ts';
import { restAfter } from './restAfter.ts';

/** What a run goes on from. */
export interface RunStart {
  readonly uri: string;
  /** Offset of the cursor in the document, with what the suggestion list adds. */
  readonly offset: number;
  /** The window of the document before it. */
  readonly prefix: string;
  readonly language: LanguageTag;
  /** Everything besides the text that the outcome depends on. */
  readonly key: string;
  /** Begun for a request, or ahead of one. */
  readonly kind: 'completion' | 'preparation';
}

/** What somebody who waits for a run hears of it. */
export type Heard =
  /** What may be offered; `''` for nothing. */
  | { readonly kind: 'text'; readonly text: string }
  /** It writes something else than what was typed, or no more: a run of its own is needed. */
  | { readonly kind: 'of-no-use' }
  /** Nothing is to be offered: a newer request came, or the run failed, or half a letter was typed. */
  | { readonly kind: 'nothing' };

interface Waiter {
  /** What was typed since the run began. */
  readonly typed: string;
  /** When to be content with what is finished so far, on the monotonic clock; null for never. */
  readonly patienceEndsAt: number | null;
  readonly tell: (heard: Heard) => void;
}

/** Editors cancel a request when they send the next: within this time it has come. Milliseconds. */
export const graceMs = 400;

/** Fewer grapheme clusters are not worth offering while more are being written. */
const enoughClusters = 8;

/** More has not been typed while one generation ran. UTF-16 units. */
const mostTyped = 2_000;

/**
 * One generation while it is written, with the request that waits for it, if one does. It outlives the request that it
 * was begun for: while the writer types what it writes, it answers the newer request with the rest.
 */
export class CompletionRun {
  readonly start: RunStart;
  readonly #abandoned = new AbortController();
  #state: 'waiting' | 'writing' | 'finished' | 'broken-off' = 'waiting';
  #begunAt: number | null = null;
  #usableAt: number | null = null;
  #written = '';
  #waiter: Waiter | null = null;
  #grace: NodeJS.Timeout | undefined;

  constructor(start: RunStart) {
    this.start = start;
  }

  /** Aborted when nobody wants it any more. */
  get signal(): AbortSignal {
    return this.#abandoned.signal;
  }

  /** What it has written so far: whole grapheme clusters. */
  get written(): string {
    return this.#written;
  }

  /** Milliseconds since the models began to write; null where they have not begun. */
  get writingMs(): number | null {
    return this.#begunAt === null ? null : performance.now() - this.#begunAt;
  }

  /** The models begin to write. */
  begin(): void {
    this.#state = 'writing';
    this.#begunAt = performance.now();
  }

  /** Milliseconds from then until there was something to offer, a part or the whole; null where there is not. */
  get usableMs(): number | null {
    return this.#begunAt === null || this.#usableAt === null ? null : this.#usableAt - this.#begunAt;
  }

  write(delta: string): void {
    this.#written += delta;
    if (this.#usableAt === null && isEnough(finishedUnits(this.#written, this.start.language)))
      this.#usableAt = performance.now();
    this.#look();
  }

  /** @param text what may be offered of all that was written */
  finish(text: string): void {
    this.#state = 'finished';
    this.#usableAt ??= performance.now();
    this.#written = text;
    this.#look();
    this.#end({ kind: 'of-no-use' });
  }

  /** @param heard what whoever waits for it is told */
  breakOff(heard: Heard): void {
    this.#state = 'broken-off';
    this.#end(heard);
  }

  /**
   * What has been typed since it began, where it can still answer for a text: null where that text does not go on from
   * its own, or otherwise than it does, or nothing has been asked of the models yet.
   *
   * @param before the document up to the cursor
   */
  typedIn(key: string, uri: string, before: TextSource): string | null {
    const { start } = this;
    const length = before.length - start.offset;
    if (this.#state !== 'writing' || start.key !== key || start.uri !== uri) return null;
    if (length < 0 || length > mostTyped || prefixWindow(before, start.offset) !== start.prefix) return null;
    const typed = before.slice(start.offset, before.length);
    return restAfter(this.#written, typed).kind === 'contradicted' ? null : typed;
  }

  /**
   * Waits for what it writes after `typed`, in the place of whoever waited before.
   *
   * @param patienceMs after this time what is finished so far is good enough; null: only the end is
   */
  hear(typed: string, patienceMs: number | null, signal: AbortSignal): Promise<Heard> {
    return new Promise((resolve) => {
      this.#waiter?.tell({ kind: 'nothing' });
      clearTimeout(this.#grace);
      const timer = patienceMs === null ? undefined : setTimeout(() => this.#look(), patienceMs);
      const leave = (): void => {
        waiter.tell({ kind: 'nothing' });
        this.#leaveAlone();
      };
      const waiter: Waiter = {
        typed,
        patienceEndsAt: patienceMs === null ? null : performance.now() + patienceMs,
        tell: (heard) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', leave);
          if (this.#waiter === waiter) this.#waiter = null;
          resolve(heard);
        },
      };
      this.#waiter = waiter;
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
      else this.#look();
    });
  }

  /** Looks whether whoever waits can be told something. */
  #look(): void {
    const waiter = this.#waiter;
    if (waiter === null || this.#state === 'waiting') return;
    const rest = restAfter(this.#written, waiter.typed);
    switch (rest.kind) {
      case 'contradicted':
        waiter.tell({ kind: 'of-no-use' });
        this.#leaveAlone();
        return;
      case 'half-cluster':
        waiter.tell({ kind: 'nothing' });
        this.#leaveAlone();
        return;
      case 'ahead':
        return;
      case 'rest': {
        const text = this.#state === 'finished' ? rest.text : this.#enoughOf(rest.text, waiter);
        if (text === null || (text === '' && waiter.typed !== '')) return;
        waiter.tell({ kind: 'text', text });
        return;
      }
      default:
        assertNever(rest);
    }
  }

  /** Finished syllables or words, when patience is over and there are enough of them. */
  #enoughOf(text: string, { patienceEndsAt }: Waiter): string | null {
    // A timer may ring a moment before the clock says so.
    if (patienceEndsAt === null || performance.now() < patienceEndsAt - 1) return null;
    const finished = finishedUnits(text, this.start.language);
    return isEnough(finished) ? finished : null;
  }

  /** Nobody waits any more. Before the models have begun nothing is lost; later somebody may come back in time. */
  #leaveAlone(): void {
    if (this.start.kind === 'preparation') return;
    if (this.#state === 'waiting') this.#abandoned.abort();
    if (this.#state !== 'writing') return;
    this.#grace = setTimeout(() => this.#abandoned.abort(), graceMs);
    this.#grace.unref();
  }

  #end(heard: Heard): void {
    clearTimeout(this.#grace);
    this.#waiter?.tell(heard);
  }
}

/** Whether an unfinished text is worth offering. */
export function isEnough(finished: string): boolean {
  return countClusters(finished) >= enoughClusters;
}

/** The part of a growing text that ends with a whole unit of the language. */
export function finishedUnits(text: string, tag: LanguageTag): string {
  return text.slice(0, lastUnitBoundary(text, tag));
}
