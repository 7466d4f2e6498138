import { describe, expect, it } from 'vitest';
import { DisposableList } from '../../src/extension/disposables.ts';

describe('a list of disposables', () => {
  it('lets go of all, the newest first, once', () => {
    const order: number[] = [];
    const list = new DisposableList();
    for (const n of [1, 2, 3]) list.add({ dispose: () => order.push(n) });
    list.dispose();
    list.dispose();
    expect(order).toEqual([3, 2, 1]);
  });

  it('lets go of late arrivals at once', () => {
    const list = new DisposableList();
    list.dispose();
    let gone = false;
    list.add({ dispose: () => (gone = true) });
    expect(gone).toBe(true);
  });
});
