import { expect, inject } from 'vitest';
import type { ProviderTests } from '../../src/engine/index.ts';
import { testProvider } from '../../src/engine/runtime/smokeTest/providerTests.ts';
import { describeVerdict } from '../../src/engine/runtime/smokeTest/verdict.ts';

/** How providers are tried here, once WebGPU has passed: what depends on it would only fail in worse words. */
export async function passedProvider(): Promise<ProviderTests> {
  const tests = inject('providerTests');
  // Software Vulkan compiles its programs for minutes where it sees them first and the machine is busy.
  const verdict = await testProvider('webgpu', tests, { timeoutMs: 280_000 });
  console.log(describeVerdict(verdict));
  expect(verdict.kind).toBe('passed');
  return tests;
}
