import type { PreviewItem, PreviewPiece } from '../../src/protocol/preview.ts';
import { assertNever } from '../shared/assertNever.ts';
import { fillText } from '../shared/template.ts';
import { strings } from '../strings.ts';
import { sentencesOf, warningOf } from './sentences.ts';

/** How a passage stands, in words, and how it is coloured. */
export function stateText({ state, pieces, notice }: PreviewItem): {
  readonly text: string;
  readonly tone: 'note' | 'warning' | 'error';
} {
  switch (state.kind) {
    case 'waiting':
    case 'retrying':
    case 'cancelled':
      return { text: strings.preview[state.kind], tone: 'note' };
    case 'running':
      return { text: progressText(pieces), tone: 'note' };
    case 'done':
      return state.warning === null
        ? { text: notice ?? strings.preview.done, tone: 'note' }
        : { text: withNotice(warningText(state.warning, pieces), notice), tone: 'warning' };
    case 'failed':
      return { text: `${strings.preview.failed}: ${state.message}`, tone: 'error' };
    default:
      return assertNever(state);
  }
}

function withNotice(text: string, notice: string | undefined): string {
  return notice === undefined ? text : `${text} ${notice}`;
}

function progressText(pieces: readonly PreviewPiece[]): string {
  const sentences = sentencesOf(pieces);
  if (sentences.length < 2) return strings.preview.running;
  const done = sentences.filter(({ state }) => state.kind === 'done').length;
  const number = Math.min(done + 1, sentences.length);
  return fillText(strings.preview.runningSentence, { number, total: sentences.length });
}

function warningText(warning: string, pieces: readonly PreviewPiece[]): string {
  const sentences = sentencesOf(pieces);
  if (sentences.length < 2) return warning;
  const count = sentences.filter((sentence) => warningOf(sentence) !== null).length;
  return fillText(strings.preview.warningOf, { warning, count, total: sentences.length });
}
