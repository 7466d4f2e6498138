import type { OutlinePiece } from '../../protocol/messages.ts';
import type { PreviewItem, ToPreview } from '../../protocol/preview.ts';
import { assertNever } from '../assertNever.ts';
import {
  endRetry,
  firstWarning,
  piecesOf,
  retriedPieces,
  translatedPieces,
  withPieces,
  type ShownSentence,
} from './pieces.ts';

/** Whether the selected texts still stand where they stood. */
export type Ground = 'intact' | 'changed' | 'closed';

/** One use of «Translate Selection»: what the preview shows, and whether its result may go into the document. */
export interface Session {
  readonly items: readonly PreviewItem[];
  readonly ground: Ground;
  /** Replace or Insert was done: once is enough. */
  readonly applied: boolean;
}

export type SessionEvent =
  | { readonly kind: 'begun'; readonly index: number }
  /** What the selection consists of is known. */
  | { readonly kind: 'outlined'; readonly index: number; readonly pieces: readonly OutlinePiece[] }
  | { readonly kind: 'delta'; readonly index: number; readonly sentence: number; readonly text: string }
  | {
      readonly kind: 'sentence';
      readonly index: number;
      readonly sentence: number;
      readonly translated: ShownSentence;
    }
  | { readonly kind: 'done'; readonly index: number; readonly text: string; readonly notice?: string }
  | { readonly kind: 'failed'; readonly index: number; readonly message: string }
  /** The user wants no more of it: whatever is not done yet ends here. */
  | { readonly kind: 'cancelled' }
  /** A sentence of a finished item is translated again. */
  | { readonly kind: 'sentenceRetried'; readonly index: number; readonly sentence: number }
  /** That is over; null: nothing came of it, and the sentence stays as it was. */
  | {
      readonly kind: 'sentenceRetryEnded';
      readonly index: number;
      readonly translated: ShownSentence | null;
    }
  | { readonly kind: 'ground'; readonly ground: Ground; readonly message: string }
  | { readonly kind: 'applied'; readonly message: string }
  | { readonly kind: 'retried' };

/** The session after an event, and what the preview is told of it. */
export interface Step {
  readonly session: Session;
  readonly messages: readonly ToPreview[];
}

/** A fresh session: nothing translated yet. */
export function openSession(items: readonly PreviewItem[]): Session {
  return { items, ground: 'intact', applied: false };
}

/** Takes an event into a session. Events for items that have ended (late arrivals after a cancel) change nothing. */
export function advance(session: Session, event: SessionEvent): Step {
  switch (event.kind) {
    case 'begun':
      return change(session, event.index, ['waiting'], (item) => ({
        ...item,
        target: '',
        pieces: [],
        state: { kind: 'running' },
      }));
    case 'outlined':
      return change(session, event.index, ['running'], (item) => withPieces(item, piecesOf(event.pieces)));
    case 'delta': {
      const { session: next, messages } = change(session, event.index, ['running'], (item) => ({
        ...item,
        target: item.target + event.text,
      }));
      // The preview adds the piece by itself: the whole text need not travel again.
      const delta: ToPreview = { type: 'delta', index: event.index, text: event.text };
      return { session: next, messages: messages.length === 0 ? [] : [delta] };
    }
    case 'sentence':
      return change(session, event.index, ['running'], (item) =>
        withPieces(item, translatedPieces(item.pieces, event.sentence, event.translated)),
      );
    case 'done':
      return change(session, event.index, ['running'], (item) => ({
        ...item,
        target: event.text,
        ...(event.notice === undefined ? {} : { notice: event.notice }),
        state: { kind: 'done', warning: firstWarning(item.pieces) },
      }));
    case 'failed':
      return change(session, event.index, ['waiting', 'running'], (item) => ({
        ...item,
        state: { kind: 'failed', message: event.message },
      }));
    case 'cancelled':
      return replaceItems(session, (item) => {
        if (item.state.kind === 'retrying') return endRetry(item, null);
        return isOpen(item) ? { ...item, state: { kind: 'cancelled' } } : item;
      });
    case 'sentenceRetried':
      // Asked for twice, or while something else runs: the first one is at work.
      if (session.items.some(isOpen)) return { session, messages: [] };
      return change(session, event.index, ['done'], (item) => ({
        ...item,
        pieces: retriedPieces(item.pieces, event.sentence),
        state: { kind: 'retrying' },
      }));
    case 'sentenceRetryEnded':
      return change(session, event.index, ['retrying'], (item) => endRetry(item, event.translated));
    case 'ground':
      return ground(session, event.ground, event.message);
    case 'applied':
      return {
        session: { ...session, applied: true },
        messages: [{ type: 'applied', message: event.message }],
      };
    case 'retried': {
      const all = session.items.every((item) => item.state.kind === 'done');
      return replaceItems(session, (item) =>
        all || item.state.kind !== 'done'
          ? { ...item, target: '', pieces: [], state: { kind: 'waiting' } }
          : item,
      );
    }
    default:
      return assertNever(event);
  }
}

/** Why the result may not go into the document, or that it may. */
export type Applicability = 'yes' | 'unfinished' | 'incomplete' | 'changed' | 'closed' | 'already-applied';

/**
 * Whether Replace and Insert are possible. All translations or none: a document in which some selections were
 * replaced and others not is half edited.
 */
export function applicability(session: Session): Applicability {
  if (session.applied) return 'already-applied';
  if (session.ground !== 'intact') return session.ground;
  if (session.items.some(isOpen)) return 'unfinished';
  return session.items.every((item) => item.state.kind === 'done') ? 'yes' : 'incomplete';
}

/** What «Copy» copies: every finished translation, a line break between them. */
export function copyText(session: Session): string {
  return session.items
    .filter((item) => item.state.kind === 'done')
    .map((item) => item.target)
    .join('\n');
}

/** The items that are still to be translated. */
export function openItems(session: Session): readonly PreviewItem[] {
  return session.items.filter(isOpen);
}

function isOpen(item: PreviewItem): boolean {
  const { kind } = item.state;
  return kind === 'waiting' || kind === 'running' || kind === 'retrying';
}

function change(
  session: Session,
  index: number,
  when: readonly PreviewItem['state']['kind'][],
  update: (item: PreviewItem) => PreviewItem,
): Step {
  const item = session.items[index];
  if (item === undefined || !when.includes(item.state.kind)) return { session, messages: [] };
  const changed = update(item);
  const items = session.items.with(index, changed);
  return { session: { ...session, items }, messages: [{ type: 'item', item: changed }] };
}

function replaceItems(session: Session, update: (item: PreviewItem) => PreviewItem): Step {
  const items = session.items.map(update);
  return { session: { ...session, items }, messages: [{ type: 'items', items }] };
}

function ground(session: Session, now: Ground, message: string): Step {
  if (now === session.ground) return { session, messages: [] };
  const next = { ...session, ground: now };
  // An undo brought the text back: the result may go in (again), and the preview starts over with the same items.
  if (now === 'intact') {
    return { session: { ...next, applied: false }, messages: [{ type: 'items', items: session.items }] };
  }
  return { session: next, messages: session.applied ? [] : [{ type: 'stale', message }] };
}
