import { describe, expect, it } from 'vitest';
import { ExpressionReader } from '../../../src/engine/markup/expressions.ts';

describe('an expression in braces', () => {
  it.each([
    '{a}',
    '{{ a: { b } }}',
    '{"}"}',
    "{'}\\'}'}",
    '{`}${"}"}\\`}`}',
    '{`${`${{a}.a}`}`}',
    '{/* } */}',
    '{a // }\n}',
    '{"https://a" + b}',
    "{<p>it's</p>}",
    '{a / b}',
  ])('ends with its brace: %s', (written) => {
    expect(new ExpressionReader(`${written} } "`).endOf(0)).toBe(written.length);
  });

  it('ends by braces alone where quotes do not add up', () => {
    const text = '{/[`]/.test(a)} {b}';
    const reader = new ExpressionReader(text);
    expect(reader.endOf(0)).toBe(15);
    expect(reader.endOf(16)).toBe(19);
  });

  it('may have no end', () => {
    expect(new ExpressionReader('{ {a}').endOf(0)).toBeNull();
    expect(new ExpressionReader('{ {a}').endOf(2)).toBe(5);
    expect(new ExpressionReader('{"').endOf(0)).toBeNull();
  });
});

describe('a tag', () => {
  it.each(['<a b="c > d" e={f > g}>', "<a {...b} c='a < b'/>", '<a b={() => <c d=">"/>}>', '<a\n  b\n>'])(
    'ends after its attributes: %s',
    (written) => {
      expect(new ExpressionReader(`${written} > сөз`).tagEnd(2)).toBe(written.length);
    },
  );

  it.each(['<a b', '<a <b>', '<a "', '<a {b>', '<a } >'])('may have no end: %s', (written) => {
    expect(new ExpressionReader(written).tagEnd(2)).toBeNull();
  });
});
