import { Tensor, type OnnxValue } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { KvCache } from '../../../../src/engine/runtime/kvCache/kvCache.ts';
import type { CacheEntry } from '../../../../src/engine/runtime/modelDescription.ts';

const entry: CacheEntry = { past: 'past', present: 'present', heads: 2, headSize: 3, type: 'float32' };

/** Numbers that tell head, position and place: 1203 is head 1, position 20, element 3. */
function present(positions: number, type: CacheEntry['type'] = 'float32', heads = 2): Tensor {
  const numbers = Array.from({ length: heads * positions * 3 }, (_, at) => {
    const [head, position] = [Math.floor(at / 3 / positions), Math.floor(at / 3) % positions];
    return head * 1000 + position * 10 + (at % 3);
  });
  const dims = [1, heads, positions, 3];
  return type === 'float16'
    ? new Tensor('float16', Uint16Array.from(numbers), dims)
    : new Tensor('float32', Float32Array.from(numbers), dims);
}

function fed(cache: KvCache, length: number): Tensor {
  const feeds: Record<string, OnnxValue> = {};
  cache.feed(feeds, length);
  const tensor = feeds['past'];
  if (!(tensor instanceof Tensor)) throw new Error('nothing was fed');
  return tensor;
}

const expectedAfterCut = [0, 1, 2, 10, 11, 12, 1000, 1001, 1002, 1010, 1011, 1012];

describe('a cache that is cut', () => {
  it('begins empty, grows, and keeps the first positions of every head', () => {
    const cache = new KvCache({ cache: [entry], rewinding: 'slice' });
    expect(fed(cache, 0).dims).toEqual([1, 2, 0, 3]);
    cache.take({ present: present(5) }, 5);
    expect(fed(cache, 5).dims).toEqual([1, 2, 5, 3]);
    const cut = fed(cache, 2);
    expect(cut.dims).toEqual([1, 2, 2, 3]);
    expect(Array.from(cut.data as Float32Array)).toEqual(expectedAfterCut);
    cache.clear();
    expect(fed(cache, 0).dims).toEqual([1, 2, 0, 3]);
  });

  it('is copied with memory of its own, since cutting moves what lies in it', () => {
    const cache = new KvCache({ cache: [entry], rewinding: 'slice' });
    cache.take({ present: present(5) }, 5);
    const whole = Array.from(present(5).data as Float32Array);
    for (const length of [5, 2]) {
      const copy = cache.copy(length);
      expect(Array.from(fed(copy!, 2).data as Float32Array)).toEqual(expectedAfterCut);
      expect(Array.from(fed(cache, 5).data as Float32Array)).toEqual(whole);
    }
    const copy = cache.copy(5);
    fed(cache, 2);
    expect(Array.from(fed(copy!, 5).data as Float32Array)).toEqual(whole);
  });

  it('keeps the bits of halves, in the only array that native code reads', () => {
    const cache = new KvCache({ cache: [{ ...entry, type: 'float16' }], rewinding: 'slice' });
    expect(fed(cache, 0).data).toBeInstanceOf(Uint16Array);
    cache.take({ present: present(5, 'float16') }, 5);
    expect(fed(cache, 5).data).toBeInstanceOf(Uint16Array);
    const { data } = fed(cache, 2);
    expect(data).toBeInstanceOf(Uint16Array);
    expect(Array.from(data as Uint16Array)).toEqual(expectedAfterCut);
  });
});

it('a cache behind a mask keeps its buffers', () => {
  const cache = new KvCache({ cache: [entry], rewinding: 'mask' });
  cache.take({ present: present(5) }, 5);
  expect(fed(cache, 2).dims).toEqual([1, 2, 5, 3]);
  cache.take({ present: present(5) }, 3);
  expect(fed(cache, 3).dims).toEqual([1, 2, 5, 3]);
});

describe('buffers that cannot be those of the sequence are refused, and the old ones kept', () => {
  it.each([
    ['slice', 'longer than the sequence', present(6)],
    ['slice', 'cropped to a window', present(4)],
    ['mask', 'cropped to a window', present(4)],
    ['mask', 'of another number of heads', present(5, 'float32', 3)],
    ['mask', 'of another type', present(5, 'float16')],
    ['mask', 'missing', undefined],
  ] as const)('%s: %s', (rewinding, _, tensor) => {
    const cache = new KvCache({ cache: [entry], rewinding });
    cache.take({ present: present(3) }, 3);
    expect(() => cache.take(tensor === undefined ? {} : { present: tensor }, 5)).toThrow(
      /present.*5 positions/,
    );
    expect(fed(cache, 3).dims).toEqual([1, 2, 3, 3]);
  });
});
