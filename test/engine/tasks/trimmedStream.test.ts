import { describe, expect, it } from 'vitest';
import { TrimmedStream } from '../../../src/engine/tasks/trimmedStream.ts';

describe('TrimmedStream', () => {
  it('streams what trimming the whole text would give, however it is cut', () => {
    const text = ' \n Сайн байна уу?  Би  \t монгол.\n ';
    for (let size = 1; size <= text.length; size++) {
      const out: string[] = [];
      const stream = new TrimmedStream((delta) => out.push(delta));
      for (let at = 0; at < text.length; at += size) stream.push(text.slice(at, at + size));
      expect(out.join('')).toBe(text.trim());
      expect(out).not.toContain('');
    }
  });
});
