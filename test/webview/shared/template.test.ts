import { describe, expect, it } from 'vitest';
import { fillParts, fillText } from '../../../webview/shared/template.ts';
import { strings } from '../../../webview/strings.ts';

describe('templates', () => {
  it('fill their places', () => {
    expect(fillText('{count} of {total}', { count: 1, total: 'two' })).toBe('1 of two');
    expect(fillText('plain', {})).toBe('plain');
  });

  it('keep values whole that are no text', () => {
    const token = { node: true };
    expect(fillParts<string | typeof token>('a {x} b {x}', { x: token })).toEqual([
      'a ',
      token,
      ' b ',
      token,
    ]);
  });

  it('do not read values as templates', () => {
    expect(fillText('{text}', { text: '{count}' })).toBe('{count}');
  });

  it('complain of a missing value', () => {
    expect(() => fillText('{count}', {})).toThrow('{count}');
  });
});

describe('strings', () => {
  it('have braces only as names of values', () => {
    const texts = leaves(strings);
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) expect(text.replaceAll(/\{\w+\}/gu, '')).not.toMatch(/[{}]/u);
  });
});

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
