import { describe, expect, it } from 'vitest';
import { neighbourOnLine, stripCommand, type Box } from '../../../webview/inspector/keyboard.ts';

describe('stripCommand', () => {
  it.each([
    ['left-to-right', 'ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'],
    ['right-to-left', 'ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp'],
    ['vertical', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft'],
  ] as const)('moves as the text runs: %s', (direction, next, previous, nextLine, previousLine) => {
    expect(stripCommand(next, direction)).toBe('next');
    expect(stripCommand(previous, direction)).toBe('previous');
    expect(stripCommand(nextLine, direction)).toBe('next-line');
    expect(stripCommand(previousLine, direction)).toBe('previous-line');
  });

  it('pins, lets go, jumps to the ends, and leaves other keys alone', () => {
    expect(stripCommand('Enter', 'vertical')).toBe('toggle-pin');
    expect(stripCommand(' ', 'vertical')).toBe('toggle-pin');
    expect(stripCommand('Escape', 'vertical')).toBe('unpin');
    expect(stripCommand('Home', 'right-to-left')).toBe('first');
    expect(stripCommand('End', 'right-to-left')).toBe('last');
    expect(stripCommand('Tab', 'left-to-right')).toBeNull();
    expect(stripCommand('a', 'left-to-right')).toBeNull();
  });
});

describe('neighbourOnLine', () => {
  const box = (x: number, y: number, width = 10, height = 10): Box => ({ x, y, width, height });
  // Three lines: 0 1 2 | 3 4 | 5
  const lines = [box(0, 0), box(10, 0), box(20, 0), box(0, 20), box(10, 20), box(0, 40)];

  it('finds the nearest token of the neighbouring line', () => {
    expect(neighbourOnLine(lines, 2, 'next-line', 'left-to-right')).toBe(4);
    expect(neighbourOnLine(lines, 4, 'previous-line', 'left-to-right')).toBe(1);
    expect(neighbourOnLine(lines, 4, 'next-line', 'left-to-right')).toBe(5);
  });

  it('stays where there is no such line', () => {
    expect(neighbourOnLine(lines, 1, 'previous-line', 'left-to-right')).toBe(1);
    expect(neighbourOnLine(lines, 5, 'next-line', 'left-to-right')).toBe(5);
    expect(neighbourOnLine([], 0, 'next-line', 'left-to-right')).toBe(0);
  });

  it('takes the columns of vertical text for its lines, from left to right', () => {
    const columns = [box(0, 0), box(0, 10), box(0, 20), box(20, 0), box(20, 10)];
    expect(neighbourOnLine(columns, 1, 'next-line', 'vertical')).toBe(4);
    expect(neighbourOnLine(columns, 3, 'previous-line', 'vertical')).toBe(0);
  });

  it('does not take tokens of uneven height for other lines', () => {
    expect(neighbourOnLine([box(0, 0, 10, 10), box(10, -2, 10, 12)], 0, 'next-line', 'left-to-right')).toBe(
      0,
    );
  });
});
