import { describe, expect, it } from 'vitest';
import { readFromInspector, readFromPreview } from '../../../src/extension/webview/messages.ts';

describe('messages of the pages', () => {
  it('are taken when they are known', () => {
    expect(readFromInspector({ type: 'select', id: 3, extra: true })).toEqual({ type: 'select', id: 3 });
    expect(readFromInspector({ type: 'copy', text: 'བོད' })).toEqual({ type: 'copy', text: 'བོད' });
    expect(readFromPreview({ type: 'replace' })).toEqual({ type: 'replace' });
  });
  it.each([
    null,
    'ready',
    {},
    { type: 'select' },
    { type: 'select', id: '3' },
    { type: 'select', id: Number.NaN },
    { type: 'copy' },
  ])('the inspector sends no %j', (message) => {
    expect(readFromInspector(message)).toBeNull();
  });
  it.each([undefined, [], { type: 'constructor' }, { type: 7 }])('the preview sends no %j', (message) => {
    expect(readFromPreview(message)).toBeNull();
  });
});
