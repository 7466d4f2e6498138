import { describe, expect, it } from 'vitest';
import {
  decimal,
  integer,
  pluralForm,
  probability,
  signedDecimal,
  spokenProbability,
} from '../../../webview/shared/format.ts';

describe('numbers', () => {
  it('have a true minus and, as differences, always a sign', () => {
    expect(decimal(-1.005)).toBe('−1.01');
    expect(signedDecimal(2)).toBe('+2.00');
    expect(signedDecimal(-0.4)).toBe('−0.40');
    expect(signedDecimal(0)).toBe('0.00');
    expect(integer(12345)).toBe('12,345');
  });

  it('never round a probability to a certainty', () => {
    expect(probability(Math.log(0.413))).toBe('41.3%');
    expect(probability(Math.log(0.9996))).toBe('>99.9%');
    expect(probability(Math.log(0.0004))).toBe('<0.1%');
    expect(probability(0)).toBe('100%');
    expect(probability(-Infinity)).toBe('0%');
  });

  it('are short for the ear', () => {
    expect(spokenProbability(Math.log(0.414))).toBe('41%');
    expect(spokenProbability(Math.log(0.004))).toBe('under 1%');
  });

  it('choose the form of a word', () => {
    const forms = { one: 'token', other: 'tokens' };
    expect([0, 1, 2].map((count) => pluralForm(forms, count))).toEqual(['tokens', 'token', 'tokens']);
  });
});
