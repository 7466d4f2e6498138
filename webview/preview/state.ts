import type { PreviewItem, ToPreview } from '../../src/protocol/preview.ts';
import { assertNever } from '../shared/assertNever.ts';

/** Everything the preview shows. */
export interface PreviewState {
  /** Ordered by index. */
  readonly items: readonly PreviewItem[];
  /** Why the document can no longer be changed from here; null while it can. */
  readonly stale: string | null;
  /** What was done with the translation; null while nothing was. */
  readonly applied: string | null;
}

export const initialState: PreviewState = { items: [], stale: null, applied: null };

/** The next state. */
export function reduce(state: PreviewState, message: ToPreview): PreviewState {
  switch (message.type) {
    case 'items':
      // A new set of items is a new translation, or this one after the view was hidden: the extension then says
      // again whether it is stale.
      return { ...initialState, items: [...message.items].sort((one, other) => one.index - other.index) };
    case 'delta':
      return changeItem(state, message.index, (item) => ({
        ...item,
        target: item.target + message.text,
        state: item.state.kind === 'waiting' ? { kind: 'running' } : item.state,
      }));
    case 'item':
      return changeItem(state, message.item.index, () => message.item);
    case 'stale':
      return { ...state, stale: message.message };
    case 'applied':
      return { ...state, applied: message.message };
    default:
      return assertNever(message);
  }
}

function changeItem(
  state: PreviewState,
  index: number,
  change: (item: PreviewItem) => PreviewItem,
): PreviewState {
  return { ...state, items: state.items.map((item) => (item.index === index ? change(item) : item)) };
}

/** One button: whether it is there, and whether it can be pressed. */
export interface ActionState {
  readonly visible: boolean;
  readonly enabled: boolean;
}

/** The buttons, in the order of the keyboard. */
export const actionNames = ['replace', 'insertBelow', 'copy', 'cancel', 'retry'] as const;
export type ActionName = (typeof actionNames)[number];

/** Whether any passage is still to come. */
export function isBusy({ items }: PreviewState): boolean {
  return items.some(({ state: { kind } }) => kind === 'waiting' || kind === 'running' || kind === 'retrying');
}

/** Which buttons are there and can be pressed. */
export function actionStates(state: PreviewState): Readonly<Record<ActionName, ActionState>> {
  const busy = isBusy(state);
  const some = state.items.length > 0;
  const anyDone = state.items.some((item) => item.state.kind === 'done' && item.target !== '');
  const anyBroken = state.items.some(({ state: { kind } }) => kind === 'failed' || kind === 'cancelled');
  // The document is changed as a whole or not at all: with one passage missing only Copy is left.
  const allDone = state.items.every((item) => item.state.kind === 'done');
  const canApply = anyDone && allDone && !busy && state.stale === null && state.applied === null;
  return {
    replace: { visible: some, enabled: canApply },
    insertBelow: { visible: some, enabled: canApply },
    copy: { visible: some, enabled: anyDone && !busy },
    cancel: { visible: busy, enabled: busy },
    retry: { visible: anyBroken && !busy, enabled: anyBroken && !busy },
  };
}

/** What a screen reader hears when the work ends; null when it did not just end. */
export function ending(
  before: PreviewState,
  after: PreviewState,
): 'done' | 'retried' | 'failed' | 'cancelled' | null {
  if (!isBusy(before) || isBusy(after) || after.items.length === 0) return null;
  const kinds = after.items.map(({ state }) => state.kind);
  if (kinds.includes('failed')) return 'failed';
  if (kinds.includes('cancelled')) return 'cancelled';
  return before.items.some(({ state }) => state.kind === 'retrying') ? 'retried' : 'done';
}
