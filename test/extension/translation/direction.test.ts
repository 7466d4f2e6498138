import { describe, expect, it } from 'vitest';
import {
  readRemembered,
  remember,
  targetChoices,
  targetFor,
} from '../../../src/extension/translation/direction.ts';

const fresh = readRemembered(undefined, 'en');

describe('the target of a translation', () => {
  it('is the remembered language of the other side', () => {
    expect(targetFor('bo', { pivot: 'zh', ours: null })).toEqual({ kind: 'known', to: 'zh' });
    expect(targetFor('en', { pivot: 'zh', ours: 'mn-Mong' })).toEqual({ kind: 'known', to: 'mn-Mong' });
  });
  it('is asked for when English or Chinese is met for the first time', () => {
    expect(targetFor('en', fresh)).toEqual({ kind: 'ask' });
    expect(targetFor('zh', remember(fresh, 'ug'))).toEqual({ kind: 'known', to: 'ug' });
  });
  it('starts with the display language for the six', () => {
    expect(targetFor('ug', fresh)).toEqual({ kind: 'known', to: 'en' });
    expect(targetFor('ug', readRemembered(undefined, 'zh-CN'))).toEqual({ kind: 'known', to: 'zh' });
  });
  it('remembers each side by itself', () => {
    expect(remember(remember(fresh, 'bo'), 'zh')).toEqual({ pivot: 'zh', ours: 'bo' });
  });
  it.each([null, 'bo', 7, { pivot: 'fr', ours: 'tlh' }, { ours: ['bo'] }])(
    'reads %j as nothing stored',
    (stored) => {
      expect(readRemembered(stored, 'en')).toEqual(fresh);
    },
  );
  it('offers what the trio speaks, and not the source itself', () => {
    expect(targetChoices('en', ['bo', 'ug'], 'all')).toEqual(['bo', 'ug', 'zh']);
    expect(targetChoices('bo', ['bo', 'ug'], 'ours')).toEqual(['ug']);
    expect(targetChoices(null, [], 'all')).toHaveLength(8);
  });
});
