import type { TextDirection } from '../../src/protocol/engineTypes.ts';
import { readingStep, type ReadingStep } from '../shared/arrows.ts';

/** A move from one token to another. */
export type Motion = ReadingStep | 'first' | 'last';

/** What a key asks for in the strip of tokens. */
export type StripCommand = Motion | 'toggle-pin' | 'unpin';

/** The command of a key, by its `KeyboardEvent.key`; null for keys that are not the strip's. */
export function stripCommand(key: string, direction: TextDirection): StripCommand | null {
  switch (key) {
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'Enter':
    case ' ':
      return 'toggle-pin';
    case 'Escape':
      return 'unpin';
    default:
      return readingStep(key, direction);
  }
}

/** Where a token is drawn, in pixels of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The token nearest to `current` on the line after (or before) its own.
 * @returns its index, or `current` when there is no such line.
 */
export function neighbourOnLine(
  boxes: readonly Box[],
  current: number,
  step: 'next-line' | 'previous-line',
  direction: TextDirection,
): number {
  const here = boxes[current];
  if (here === undefined) return current;
  const across = direction === 'vertical' ? centreX : centreY;
  const along = direction === 'vertical' ? centreY : centreX;
  const thickness = direction === 'vertical' ? here.width : here.height;
  const sign = step === 'next-line' ? 1 : -1;
  let best = current;
  let bestScore = Infinity;
  boxes.forEach((box, index) => {
    const lines = (sign * (across(box) - across(here))) / Math.max(thickness, 1);
    // Less than half a line away is the same line.
    if (lines < 0.5) return;
    // A whole line outweighs any distance along the line.
    const score = Math.round(lines * 2) * 1e6 + Math.abs(along(box) - along(here));
    if (score < bestScore) {
      bestScore = score;
      best = index;
    }
  });
  return best;
}

function centreX(box: Box): number {
  return box.x + box.width / 2;
}

function centreY(box: Box): number {
  return box.y + box.height / 2;
}
