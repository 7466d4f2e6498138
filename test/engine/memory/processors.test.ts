import { describe, expect, it } from 'vitest';
import type { PerSource } from '../../../src/engine/fusion/sources.ts';
import { planLoad, type LoadPlan, type PlanRequest } from '../../../src/engine/memory/loadPlan.ts';
import { byTime, processorsFor } from '../../../src/engine/memory/processors.ts';
import {
  smallestModelForGpu,
  type ExecutionProvider,
} from '../../../src/engine/runtime/executionProvider.ts';
import type { ProviderTimes } from '../../../src/engine/runtime/speedTest/modelSpeeds.ts';

const large = smallestModelForGpu;
const times = (entries: Partial<Record<ExecutionProvider, number>>): ProviderTimes =>
  new Map(Object.entries(entries) as [ExecutionProvider, number][]);

describe('the processors for a model', () => {
  it.each<[string, ProviderTimes | undefined, readonly ExecutionProvider[]]>([
    ['nothing was measured: the graphics processor first', undefined, ['webgpu', 'cpu']],
    ['only another provider was measured', times({ dml: 10, cpu: 5 }), ['webgpu', 'cpu']],
    ['the graphics processor is faster', times({ webgpu: 10, cpu: 50 }), ['webgpu', 'cpu']],
    [
      'the CPU is faster: the other is there for lack of memory',
      times({ webgpu: 50, cpu: 10 }),
      ['cpu', 'webgpu'],
    ],
    ['both are as fast: the simpler one', times({ webgpu: 10, cpu: 10 }), ['cpu', 'webgpu']],
    ['the provider crashed or was wrong', times({ webgpu: Infinity }), ['cpu']],
  ])('%s', (_, measured, expected) => {
    expect(processorsFor(large, 'webgpu', measured)).toEqual(expected);
  });

  it('keeps a small model on the CPU whatever was measured', () => {
    expect(processorsFor(large - 1, 'webgpu', times({ webgpu: 1, cpu: 100 }))).toEqual(['cpu']);
  });
});

describe('the order of graphics providers', () => {
  const both = ['webgpu', 'dml'] as const;

  it('is the given one until all models were measured on all of them', () => {
    expect(byTime(both, [times({ webgpu: 50, dml: 10, cpu: 90 }), undefined])).toEqual(both);
    expect(byTime(both, [times({ dml: 10, cpu: 90 })])).toEqual(both);
    expect(byTime(both, [])).toEqual(both);
  });

  it('is that of the time they take together with the CPU', () => {
    expect(byTime(both, [times({ webgpu: 50, dml: 10, cpu: 90 })])).toEqual(['dml', 'webgpu']);
    // Whatever a provider cannot do, or does slowly, is done by the CPU.
    const slowForOne = [
      times({ webgpu: 50, dml: 10, cpu: 90 }),
      times({ webgpu: 5, dml: Infinity, cpu: 70 }),
    ];
    expect(byTime(both, slowForOne)).toEqual(['webgpu', 'dml']);
  });

  it('stays where no provider can do anything', () => {
    expect(byTime(both, [times({ webgpu: Infinity, dml: Infinity })])).toEqual(both);
  });
});

describe('a plan with measured times', () => {
  const model = {
    bytes: 1.1e9,
    precision: 'int4',
    cacheBytesPerToken: 28_672,
    cacheOnDevice: true,
    runsNatively: true,
  } as const;
  const models = { largeIns: { ...model, bytes: 4.4e9 }, smallCpt: model, smallBase: model };
  const base: PlanRequest = {
    models,
    choice: 'auto',
    providers: ['cpu', 'webgpu'],
    memory: { main: 64e9, gpu: 24e9, unified: false },
    contextTokens: 4096,
    cpuRuntime: 'native',
  };
  const inWords = ({ placements }: LoadPlan): string =>
    placements.map(({ executionProvider }) => executionProvider).join(' ');
  const plans = (measured: PerSource<ProviderTimes>, more: Partial<PlanRequest> = {}) =>
    planLoad({ ...base, times: measured, ...more }).map(inWords);
  const faster = times({ webgpu: 100, cpu: 1000 });
  const slower = times({ webgpu: 1000, cpu: 100 });

  it('has every model where it is faster', () => {
    expect(plans({ largeIns: faster, smallCpt: faster, smallBase: faster })[0]).toBe('webgpu webgpu webgpu');
    expect(plans({ largeIns: faster, smallCpt: slower, smallBase: slower })[0]).toBe('webgpu cpu cpu');
    expect(plans({ largeIns: slower, smallCpt: slower, smallBase: slower })[0]).toBe('cpu cpu cpu');
  });

  it('has each way once, the CPU alone among them', () => {
    for (const speed of [faster, slower]) {
      const found = plans({ largeIns: speed, smallCpt: speed, smallBase: speed });
      const whole = found.filter((plan) => plan.split(' ').length === 3);
      expect(whole).toHaveLength(8);
      expect(new Set(whole).size).toBe(8);
      expect(whole.indexOf('cpu cpu cpu')).toBe(speed === faster ? 7 : 0);
    }
  });

  it('takes the slower processor rather than fewer models', () => {
    const measured = { largeIns: slower, smallCpt: slower, smallBase: slower };
    const memory = { main: 4e9, gpu: 24e9, unified: false };
    expect(plans(measured, { memory })[0]).toBe('webgpu cpu cpu');
  });

  it('never uses a provider that failed with a model', () => {
    const failed = times({ webgpu: Infinity });
    const found = plans({ largeIns: failed, smallCpt: faster, smallBase: faster });
    expect(found[0]).toBe('cpu webgpu webgpu');
    expect(found.every((plan) => !/^webgpu \w+ \w+$/u.test(plan))).toBe(true);
  });

  it('asks the faster of two graphics providers first', () => {
    const speeds = times({ webgpu: 100, dml: 50, cpu: 1000 });
    const providers = ['cpu', 'webgpu', 'dml'] as const;
    const found = plans({ largeIns: speeds, smallCpt: speeds, smallBase: speeds }, { providers });
    expect(found[0]).toBe('dml dml dml');
    expect(found.filter((plan) => plan === 'cpu cpu cpu')).toHaveLength(1);
  });

  it('does what a user names whatever was measured', () => {
    const measured = { largeIns: slower, smallCpt: slower, smallBase: slower };
    expect(plans(measured, { choice: 'webgpu' })[0]).toBe('webgpu webgpu webgpu');
  });
});
