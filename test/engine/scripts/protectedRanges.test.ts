import { describe, expect, it } from 'vitest';
import { convertScript } from '../../../src/engine/scripts/convertScript.ts';
import { protectedRanges } from '../../../src/engine/scripts/protectedRanges.ts';
import { scriptPairs } from '../../../src/engine/scripts/scriptTag.ts';
import { lines } from './realText.ts';

const found = (text: string): readonly string[] =>
  protectedRanges(text).map(({ start, end }) => text.slice(start, end));

const placeholders = [
  '%s',
  '%d',
  '%i',
  '%u',
  '%c',
  '%p',
  '%@',
  '%ld',
  '%lld',
  '%zu',
  '%hhx',
  '%5d',
  '%05.1f',
  '%.2f',
  '%-10s',
  '%+d',
  '%#x',
  '%*d',
  '%.*f',
  '%1$s',
  '%2$-8ld',
  '%(name)s',
  '%(kitap.atı)s',
  '%(price)05.2f',
];

describe('placeholders of C, gettext and Python', () => {
  it.each(placeholders)('are known, with signs and letters of other scripts around: %s', (placeholder) => {
    for (const text of [placeholder, `«${placeholder}», сөз`, `${placeholder}-нің`, `сөз ${placeholder}дан`])
      expect(found(text), text).toEqual([placeholder]);
    expect(found(`${placeholder}${placeholder}%%`)).toEqual([placeholder, placeholder]);
    expect(found(`%%${placeholder}`)).toEqual([`%%${placeholder}`]);
  });

  it('with a name or a position may have letters of their own script after them', () => {
    expect(found('%(name)sda %1$sning')).toEqual(['%(name)s', '%1$s']);
  });

  it.each([
    '50 % деп айтты',
    '50 % dep',
    '100%-дан',
    '100%-dan',
    '50%din',
    '50%i',
    '٥٠%i',
    '50%d, 60%s',
    '%din',
    '%%d',
    '100%',
    '%',
    '% s',
    '%(name',
    '%.',
    '%5',
  ])('are not taken for percentages and the like: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  const converted = scriptPairs.flatMap((pair) =>
    placeholders.map((placeholder) => ({ ...pair, placeholder })),
  );
  it.each(converted)('stay in a text from $from to $to: $placeholder', ({ from, to, placeholder }) => {
    const [one = '', other = ''] = lines[from];
    const { text } = convertScript(`${one} ${placeholder} ${other}`, { from, to });
    expect(text).toContain(placeholder);
    expect(convertScript(text, { from: to, to: from }).text).toContain(placeholder);
  });

  it('cost no more than linear time in hostile text', () => {
    for (const piece of ['%', '%0', '%(', '%(a', '%1', '%.', '%*', '%-', '%l', '%%%'])
      expect(found(piece.repeat(50_000))).toEqual([]);
    expect(found(`%${'0'.repeat(100_000)}`)).toEqual([]);
    expect(found(`%(${'a'.repeat(100_000)}`)).toEqual([]);
  });
});
