import { expect, it } from 'vitest';
import { TriMixError } from '../../../src/engine/errors.ts';
import { isProviderRefusal, wasMemoryShort } from '../../../src/engine/trio/providerRefusal.ts';

it.each([
  // As ONNX Runtime and the C++ library say it.
  ['model-file-damaged', 'std::bad_alloc', true],
  ['model-file-damaged', 'Failed to allocate memory for requested buffer of size 1073741824', true],
  ['model-file-damaged', 'Protobuf parsing failed.', false],
  ['execution-provider-unavailable', 'Failed to get a WebGPU adapter: No supported adapters', true],
  ['model-file-missing', 'out of memory', false],
] as const)('%s (%s) is the place and not the model: %s', (code, reason, expected) => {
  expect(isProviderRefusal(new TriMixError(code, { reason }))).toBe(expected);
});

it.each([
  ['memory-insufficient', '', true],
  ['model-file-damaged', 'std::bad_alloc', true],
  ['execution-provider-unavailable', 'CUDA failure 2: out of memory', true],
  ['execution-provider-unavailable', 'Failed to get a WebGPU adapter: No supported adapters', false],
  ['model-file-damaged', 'Protobuf parsing failed.', false],
] as const)('%s (%s) is for lack of memory: %s', (code, reason, expected) => {
  expect(wasMemoryShort(new TriMixError(code, { reason }))).toBe(expected);
});
