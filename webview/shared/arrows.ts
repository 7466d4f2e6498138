import type { TextDirection } from '../../src/protocol/engineTypes.ts';

/** A step along the line one reads, or to the line before or after it. */
export type ReadingStep = 'next' | 'previous' | 'next-line' | 'previous-line';

type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** Arrows move as the eye moves: along the line in its own direction, across to the line that is read after. */
const arrows: Readonly<Record<TextDirection, Readonly<Record<Arrow, ReadingStep>>>> = {
  'left-to-right': {
    ArrowRight: 'next',
    ArrowLeft: 'previous',
    ArrowDown: 'next-line',
    ArrowUp: 'previous-line',
  },
  'right-to-left': {
    ArrowLeft: 'next',
    ArrowRight: 'previous',
    ArrowDown: 'next-line',
    ArrowUp: 'previous-line',
  },
  // Traditional Mongolian: columns from top to bottom, the next column to the right.
  vertical: {
    ArrowDown: 'next',
    ArrowUp: 'previous',
    ArrowRight: 'next-line',
    ArrowLeft: 'previous-line',
  },
};

/** The step of an arrow key, by its `KeyboardEvent.key`; null for other keys. */
export function readingStep(key: string, direction: TextDirection): ReadingStep | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
      return arrows[direction][key];
    default:
      return null;
  }
}
