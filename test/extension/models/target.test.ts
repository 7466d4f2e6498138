import { describe, expect, it } from 'vitest';
import { readTarget } from '../../../src/extension/models/target.ts';

const nothing = { trio: null, precision: null, name: null, language: null, directory: null };

describe('what a command about models is called with', () => {
  it('takes a text as an id and as a name', () => {
    expect(readTarget('demo')).toEqual({ ...nothing, trio: 'demo', name: 'demo' });
  });

  it('takes what an item of a view has, and leaves the rest', () => {
    const item = { trio: 'bo-x', precision: 'int8', language: 'bo', children: [], label: 'x' };
    expect(readTarget(item)).toEqual({ ...nothing, trio: 'bo-x', precision: 'int8', language: 'bo' });
  });

  it.each([undefined, null, 7, [], {}, { trio: 7, precision: 'int3', language: 'en', name: '' }])(
    '%j names nothing',
    (argument) => {
      expect(readTarget(argument)).toEqual(nothing);
    },
  );
});
