import type { PreviewItem } from '../../src/protocol/preview.ts';
import { assertNever } from '../shared/assertNever.ts';
import { strings } from '../strings.ts';

/** How a passage stands, in words, and how it is coloured. */
export function stateText({ state }: PreviewItem): {
  readonly text: string;
  readonly tone: 'note' | 'warning' | 'error';
} {
  switch (state.kind) {
    case 'waiting':
    case 'running':
    case 'cancelled':
      return { text: strings.preview[state.kind], tone: 'note' };
    case 'done':
      return state.warning === null
        ? { text: strings.preview.done, tone: 'note' }
        : { text: state.warning, tone: 'warning' };
    case 'failed':
      return { text: `${strings.preview.failed}: ${state.message}`, tone: 'error' };
    default:
      return assertNever(state);
  }
}
