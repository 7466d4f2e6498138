import { describe, expect, it } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { parseEndpoint } from '../../../src/models/hub/endpoint.ts';
import { requireRepository } from '../../../src/models/hub/repository.ts';

function refusalOf(work: () => unknown): TriMixError {
  try {
    work();
  } catch (error) {
    if (error instanceof TriMixError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('the address of a hub', () => {
  it.each([
    ['https://hub.example.org', 'https://hub.example.org'],
    ['https://hub.example.org/', 'https://hub.example.org'],
    ['https://hub.example.org/mirror/hub//', 'https://hub.example.org/mirror/hub'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s is taken', (given, taken) => {
    expect(parseEndpoint(given, true)).toBe(taken);
  });

  it.each([
    ['not an address', false, /no|not a web address/],
    ['ftp://hub.example.org', false, /not http/],
    ['file:///etc', false, /not http/],
    ['https://hub.example.org?x=1', false, /query/],
    ['http://hub.example.org', true, /unencrypted/],
  ])('%s is refused', (given, hasToken, reason) => {
    const error = refusalOf(() => parseEndpoint(given, hasToken));
    expect([error.code, error.message]).toEqual([
      'hub-endpoint-invalid',
      expect.stringMatching(reason) as string,
    ]);
  });

  it('is not repeated when it has a password in it', () => {
    const error = refusalOf(() => parseEndpoint('https://user:secret@hub.example.org', false));
    expect(error.message).not.toContain('secret');
  });
});

describe('the name of a repository', () => {
  it.each(['Qwen/Qwen2.5-1.5B', 'pkupie/gemma-3-4b-bo-cpt', 'a/b', 'o_1/n.2-x'])('%s is taken', (name) => {
    expect(() => requireRepository(name, 'refs/pr/1')).not.toThrow();
  });

  it.each([
    '',
    'name',
    'a/b/c',
    '../b',
    'a/..',
    'a/b--c',
    '.a/b',
    'a/b.git',
    'a/b?x',
    'a/b#x',
    'a/%2e%2e',
    'a/b ',
    '/b',
    `a/${'b'.repeat(96)}`,
  ])('«%s» is refused', (name) => {
    expect(refusalOf(() => requireRepository(name, 'main')).code).toBe('checkpoint-name-invalid');
  });

  it.each(['', '../x', 'a b', 'main?x', 'a#b', '-x', 'a/../../b'])(
    'the revision «%s» is refused',
    (revision) => {
      expect(refusalOf(() => requireRepository('a/b', revision)).code).toBe('checkpoint-name-invalid');
    },
  );
});
