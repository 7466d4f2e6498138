import { describe, expect, it } from 'vitest';
import { mainMemory, usableMemory, type MachineMemory } from '../../../src/engine/memory/machineMemory.ts';
import { readMachineMemory } from '../../../src/engine/memory/readMachineMemory.ts';

const gibibyte = 1024 ** 3;
const machine: MachineMemory = { total: 32 * gibibyte, available: 20 * gibibyte, gpu: null };
const gpu = { name: 'G', executionProvider: 'webgpu', total: 10e9, available: null, unified: false } as const;

describe('memory of a machine', () => {
  it('is read from the system', async () => {
    const { total, available } = mainMemory();
    expect(available).toBeGreaterThan(0);
    expect(available).toBeLessThanOrEqual(total);
    expect((await readMachineMemory(['cpu'], null)).gpu).toBeNull();
    // Whether or not this machine has a graphics processor, the user's word counts.
    const told = await readMachineMemory(['cpu', 'webgpu'], 8e9);
    expect(told.gpu).toMatchObject({ executionProvider: 'webgpu', total: 8e9 });
  });

  it('leaves a tenth, and never more than a gibibyte, to everything else', () => {
    expect(usableMemory(machine)).toEqual({ main: 19 * gibibyte, gpu: null, unified: false });
    const small = { ...machine, total: 4 * gibibyte, available: 2 * gibibyte };
    expect(usableMemory(small).main).toBeCloseTo(1.6 * gibibyte, -1);
    expect(usableMemory({ ...machine, available: 0.5 * gibibyte }).main).toBe(0);
  });

  it('counts what is free of graphics memory where that is known', () => {
    expect(usableMemory({ ...machine, gpu }).gpu).toBe(9e9);
    expect(usableMemory({ ...machine, gpu: { ...gpu, available: 5e9 } }).gpu).toBe(4.5e9);
  });

  it('is never more than a limit that is set', () => {
    expect(usableMemory(machine, 2e9).main).toBe(2e9);
    expect(usableMemory(machine, 99e9).main).toBe(19 * gibibyte);
  });
});
