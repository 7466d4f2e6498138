import { expect, it } from 'vitest';
import { compileKernel } from '../../../scripts/gridKernel/compileKernel.ts';
import { gridKernel } from '../../../src/engine/fusion/gridKernel.ts';

it('the kernel that is shipped is what its source compiles to', { timeout: 120_000 }, async () => {
  expect(Buffer.from(await compileKernel()).toString('base64')).toBe(gridKernel);
});
