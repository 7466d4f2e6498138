import { describe, expect, it } from 'vitest';
import { isMessage } from '../../../webview/shared/messages.ts';

describe('isMessage', () => {
  const types = { reset: true, trace: true } as const;

  it('takes objects of a known type', () => {
    expect(isMessage({ type: 'reset' }, types)).toBe(true);
    expect(isMessage({ type: 'trace', trace: {} }, types)).toBe(true);
  });

  it('takes nothing else', () => {
    for (const value of [
      null,
      undefined,
      'reset',
      1,
      [],
      {},
      { type: 'other' },
      { type: 1 },
      { type: 'toString' },
      { type: '__proto__' },
    ]) {
      expect(isMessage(value, types)).toBe(false);
    }
  });
});
