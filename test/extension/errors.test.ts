import { describe, expect, it } from 'vitest';
import { ResponseError } from 'vscode-jsonrpc';
import { catalogueError, isQuiet } from '../../src/extension/errors.ts';
import { trimixErrorCode, type TriMixErrorData } from '../../src/protocol/messages.ts';

const fromCatalogue = (data: TriMixErrorData) =>
  new ResponseError(trimixErrorCode, 'words for the user', data);

describe('errors of requests', () => {
  it('are recognised when they come from the catalogue', () => {
    expect(
      catalogueError(fromCatalogue({ code: 'text-empty', details: { a: 1 }, showToUser: true })),
    ).toEqual({
      code: 'text-empty',
      details: { a: 1 },
      message: 'words for the user',
      showToUser: true,
    });
    expect(catalogueError(new ResponseError(trimixErrorCode, 'no data'))).toBeNull();
    expect(
      catalogueError(new ResponseError(-32_603, 'other', { code: 'text-empty', showToUser: true })),
    ).toBeNull();
    expect(catalogueError('text')).toBeNull();
  });

  it('keep the texts and numbers of their details, and nothing else that arrives', () => {
    const data = {
      code: 'text-empty',
      showToUser: true,
      details: { a: 'b', c: 1, d: null, e: ['f'], g: {} },
    };
    expect(catalogueError(new ResponseError(trimixErrorCode, 'words', data))?.details).toEqual({
      a: 'b',
      c: 1,
    });
    const withoutDetails = { code: 'text-empty', showToUser: true };
    expect(catalogueError(new ResponseError(trimixErrorCode, 'words', withoutDetails))?.details).toEqual({});
  });

  it('are quiet when they only say that nobody waits any more', () => {
    expect(isQuiet(fromCatalogue({ code: 'superseded', details: {}, showToUser: false }))).toBe(true);
    expect(isQuiet(fromCatalogue({ code: 'cancelled', details: {}, showToUser: false }))).toBe(true);
    expect(isQuiet(new ResponseError(-32_800, 'cancelled'))).toBe(true);
    expect(isQuiet(fromCatalogue({ code: 'inference-failed', details: {}, showToUser: true }))).toBe(false);
    expect(isQuiet(new Error('anything'))).toBe(false);
  });
});
