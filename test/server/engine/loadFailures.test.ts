import { expect, it } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { LoadFailures } from '../../../src/server/engine/loadFailures.ts';

const damaged = new TriMixError('model-file-damaged', { file: 'model.onnx', reason: 'no graph' });
const other = new TriMixError('model-file-missing', { file: 'model.onnx' });

it('tells what concerns a language for that one only, and what concerns the trio for all', () => {
  const failures = new LoadFailures();
  expect(failures.isEmpty).toBe(true);
  failures.remember('demo', 'ug', damaged, 0);
  expect(failures.isEmpty).toBe(false);
  expect(failures.find('demo', 'ug', 1e9)).toBe(damaged);
  expect(failures.find('demo', 'bo', 0)).toBeNull();
  expect(failures.find('demo', null, 0)).toBeNull();
  expect(failures.find('another', 'ug', 0)).toBeNull();
  failures.remember('demo', null, other, 0);
  for (const language of ['bo', 'ug', null] as const) {
    expect(failures.find('demo', language, 1e9)).toBe(other);
  }
});

it('forgets all at once, and by itself what more memory may cure', () => {
  const failures = new LoadFailures();
  const short = new TriMixError('model-file-damaged', { file: 'model.onnx', reason: 'std::bad_alloc' });
  failures.remember('demo', 'ug', short, 1_000);
  failures.remember('demo', 'bo', damaged, 1_000);
  expect(failures.find('demo', 'ug', 60_999)).toBe(short);
  expect(failures.find('demo', 'ug', 61_000)).toBeNull();
  expect(failures.find('demo', 'bo', 61_000)).toBe(damaged);
  failures.clear();
  expect(failures.find('demo', 'bo', 61_000)).toBeNull();
  expect(failures.isEmpty).toBe(true);
});
