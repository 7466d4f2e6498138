import { describe, expect, it } from 'vitest';
import { sourceIds, type PerSource, type SourceId } from '../../../src/engine/fusion/sources.ts';
import { fitOf } from '../../../src/engine/memory/fitOf.ts';
import { planLoad, total, type LoadPlan, type PlanRequest } from '../../../src/engine/memory/loadPlan.ts';
import type { UsableMemory } from '../../../src/engine/memory/machineMemory.ts';
import { modelMemory, type ModelSize } from '../../../src/engine/memory/modelMemory.ts';
import { memoryInsufficient, shortageOf } from '../../../src/engine/memory/shortage.ts';
import {
  executionProviderChoices,
  smallestModelForGpu,
  type ExecutionProvider,
} from '../../../src/engine/runtime/executionProvider.ts';
import type { CpuRuntime } from '../../../src/engine/runtime/session/modelSession.ts';

const size = (bytes: number, precision: ModelSize['precision'] = 'int4'): ModelSize => ({
  bytes,
  precision,
  cacheBytesPerToken: 28_672,
  cacheOnDevice: true,
  runsNatively: true,
});

/** The shape of Qwen2.5 1.5B + 7B in int4. */
const models: PerSource<ModelSize> = { largeIns: size(4.4e9), smallCpt: size(1.1e9), smallBase: size(1.1e9) };

const base: PlanRequest = {
  models,
  choice: 'auto',
  providers: ['cpu', 'webgpu'],
  memory: { main: 64e9, gpu: 24e9, unified: false },
  contextTokens: 4096,
  cpuRuntime: 'native',
};

const request = (memory: Partial<UsableMemory>, more: Partial<PlanRequest> = {}): PlanRequest => ({
  ...base,
  memory: { ...base.memory, ...memory },
  ...more,
});

/** `largeIns:webgpu smallCpt:cpu` */
const inWords = ({ placements }: LoadPlan): string =>
  placements.map(({ source, executionProvider }) => `${source}:${executionProvider}`).join(' ');

const best = (asked: PlanRequest): string | undefined => planLoad(asked).map(inWords)[0];

describe('the plan for loading a trio', () => {
  it.each<[string, Partial<UsableMemory>, string]>([
    ['everything on the graphics processor', {}, 'largeIns:webgpu smallCpt:webgpu smallBase:webgpu'],
    ['everything on the CPU without one', { gpu: null }, 'largeIns:cpu smallCpt:cpu smallBase:cpu'],
    [
      'the large model and one small one on it where three do not fit',
      { gpu: 7.5e9 },
      'largeIns:webgpu smallCpt:webgpu smallBase:cpu',
    ],
    [
      'the large model on it, the small ones on the CPU',
      { gpu: 5.5e9 },
      'largeIns:webgpu smallCpt:cpu smallBase:cpu',
    ],
    [
      'the small ones on it where the large one does not fit there',
      { gpu: 4e9 },
      'largeIns:cpu smallCpt:webgpu smallBase:webgpu',
    ],
    ['two sources where three do not fit', { gpu: null, main: 9e9 }, 'largeIns:cpu smallCpt:cpu'],
    ['small-cpt alone where two do not', { gpu: null, main: 3e9 }, 'smallCpt:cpu'],
    [
      'small-cpt on the graphics processor where main memory is short',
      { gpu: 2e9, main: 0.5e9 },
      'smallCpt:webgpu',
    ],
  ])('is %s', (_, memory, plan) => {
    expect(best(request(memory))).toBe(plan);
  });

  it('needs less for the cache where the CPU keeps it in its place', () => {
    const cache = 28_672 * base.contextTokens;
    const copies = (runtime: CpuRuntime, of: Partial<ModelSize> = {}): number =>
      (modelMemory({ ...size(1e9), ...of }, 'cpu', base.contextTokens, runtime).main -
        modelMemory({ ...size(1e9), ...of }, 'cpu', 0, runtime).main) /
      cache;
    expect(copies('native')).toBeCloseTo(2, 5);
    expect(copies('onnxruntime-node')).toBeCloseTo(4.5, 5);
    // The graph of somebody else's model may not allow it.
    expect(copies('native', { runsNatively: false })).toBeCloseTo(4.5, 5);
    // What lies between the two estimates fits by the one only.
    const models = {
      largeIns: null,
      smallBase: null,
      smallCpt: { ...size(1e9), cacheBytesPerToken: 229_376 },
    };
    const between = request({ gpu: null, main: 4e9 }, { models });
    expect(best({ ...between, cpuRuntime: 'native' })).toBe('smallCpt:cpu');
    expect(best({ ...between, cpuRuntime: 'onnxruntime-node' })).toBeUndefined();
  });

  it('keeps models on the CPU that are too small for a graphics processor to pay', () => {
    const demo = size(smallestModelForGpu - 1);
    const asked = request({}, { models: { largeIns: demo, smallCpt: demo, smallBase: demo } });
    expect(best(asked)).toBe('largeIns:cpu smallCpt:cpu smallBase:cpu');
    expect(best({ ...asked, models: { ...asked.models, largeIns: models.largeIns } })).toBe(
      'largeIns:webgpu smallCpt:cpu smallBase:cpu',
    );
  });

  it('counts memory once where both processors share it', () => {
    expect(best(request({ main: 7.5e9, gpu: 24e9, unified: true }))).toBe('largeIns:webgpu smallCpt:webgpu');
    expect(best(request({ main: 7.5e9, gpu: 24e9 }))).toMatch(/smallBase/u);
  });

  it('takes a provider that the user names, and no other', () => {
    expect(planLoad(request({}, { choice: 'cpu' })).every((plan) => !inWords(plan).includes('webgpu'))).toBe(
      true,
    );
    expect(best(request({ gpu: 7.5e9 }, { choice: 'webgpu' }))).toBe('largeIns:webgpu smallCpt:webgpu');
    expect(planLoad(request({ gpu: 1e9 }, { choice: 'webgpu' }))).toEqual([]);
    // Nobody knows its memory: the user's word is taken.
    expect(best(request({ gpu: null }, { choice: 'webgpu' }))).toBe(
      'largeIns:webgpu smallCpt:webgpu smallBase:webgpu',
    );
    expect(() => planLoad(request({}, { choice: 'dml' }))).toThrow(
      expect.objectContaining({ code: 'execution-provider-unavailable' }) as Error,
    );
  });

  it('tries the other providers of the graphics processor before the CPU', () => {
    const plans = planLoad(request({}, { providers: ['cpu', 'webgpu', 'dml'] })).map(inWords);
    const all = (provider: string) => sourceIds.map((source) => `${source}:${provider}`).join(' ');
    expect(plans.indexOf(all('webgpu'))).toBe(0);
    expect(plans.indexOf(all('dml'))).toBeGreaterThan(0);
    expect(plans.indexOf(all('cpu'))).toBeGreaterThan(plans.indexOf(all('dml')));
  });

  it('has only sources that are wanted', () => {
    const only = (...wanted: SourceId[]) =>
      request(
        { gpu: null },
        {
          models: {
            largeIns: wanted.includes('largeIns') ? models.largeIns : null,
            smallCpt: wanted.includes('smallCpt') ? models.smallCpt : null,
            smallBase: wanted.includes('smallBase') ? models.smallBase : null,
          },
        },
      );
    expect(planLoad(only('largeIns')).map(inWords)).toEqual(['largeIns:cpu']);
    expect(planLoad(only('smallCpt', 'smallBase')).map(inWords)).toEqual([
      'smallCpt:cpu smallBase:cpu',
      'smallCpt:cpu',
    ]);
    expect(planLoad(only('largeIns', 'smallCpt')).map(inWords)).toEqual([
      'largeIns:cpu smallCpt:cpu',
      'smallCpt:cpu',
    ]);
  });
});

/** Every set of sources that a degradation may end at, most first. */
const steps: readonly (readonly SourceId[])[] = [
  ['largeIns', 'smallCpt', 'smallBase'],
  ['largeIns', 'smallCpt'],
  ['smallCpt'],
];

/** All ways to put sources on processors, in no order. */
function everyWay(sources: readonly SourceId[], processors: readonly ExecutionProvider[]) {
  return sources.reduce<{ source: SourceId; executionProvider: ExecutionProvider }[][]>(
    (ways, source) =>
      ways.flatMap((way) => processors.map((executionProvider) => [...way, { source, executionProvider }])),
    [[]],
  );
}

function fits(
  way: ReturnType<typeof everyWay>[number],
  { memory, contextTokens, cpuRuntime, models: sizes }: PlanRequest,
): boolean {
  let main = 0;
  let gpu = 0;
  for (const { source, executionProvider } of way) {
    const needs = modelMemory(sizes[source]!, executionProvider, contextTokens, cpuRuntime);
    main += needs.main;
    gpu += needs.gpu;
  }
  return gpu <= (memory.gpu ?? 0) && (memory.unified ? main + gpu : main) <= memory.main;
}

describe('over many machines and models', () => {
  const amounts = [0, 0.4e9, 1.7e9, 2.2e9, 4.5e9, 6.6e9, 9e9, 12e9, 40e9];
  const sizes = [0.02e9, 0.4e9, 1.1e9, 4.4e9, 9e9];
  const cases = amounts.flatMap((main) =>
    [null, ...amounts].flatMap((gpu) =>
      sizes.flatMap((large) =>
        sizes
          .filter((small) => small <= large)
          .flatMap((small) =>
            [false, true].map((unified) =>
              request(
                { main, gpu, unified },
                { models: { largeIns: size(large), smallCpt: size(small), smallBase: size(small) } },
              ),
            ),
          ),
      ),
    ),
  );

  it('never plans beyond what there is, and never fewer sources than could be', () => {
    expect(cases.length).toBeGreaterThan(2000);
    for (const asked of cases) {
      const plans = planLoad(asked);
      for (const { placements } of plans) {
        expect(fits([...placements], asked)).toBe(true);
      }
      const pays = (source: SourceId) => asked.models[source]!.bytes >= smallestModelForGpu;
      const possible = (sources: readonly SourceId[]) =>
        everyWay(sources, ['cpu', 'webgpu']).filter(
          (way) =>
            fits(way, asked) &&
            way.every(({ source, executionProvider }) => executionProvider === 'cpu' || pays(source)),
        );
      expect(plans.length).toBe(steps.reduce((count, step) => count + possible(step).length, 0));
      expect(new Set(plans.map(inWords)).size).toBe(plans.length);
      const most = steps.find((step) => possible(step).length > 0);
      expect(plans[0]?.placements.map(({ source }) => source)).toEqual(most);
      const counts = plans.map(({ placements }) => placements.length);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }
  });

  it('gives a better plan, or the same, for more memory', () => {
    for (const asked of cases) {
      const count = planLoad(asked)[0]?.placements.length ?? 0;
      const more = { ...asked, memory: { ...asked.memory, main: asked.memory.main + 1e9 } };
      expect(planLoad(more)[0]?.placements.length ?? 0).toBeGreaterThanOrEqual(count);
    }
  });

  it('amounts to a fit that agrees with the plan', () => {
    for (const asked of cases) {
      const plans = planLoad(asked);
      const fit = fitOf(plans, shortageOf(asked));
      const [plan] = plans;
      if (plan === undefined) expect(fit.kind).toBe('too-large');
      else if (plan.placements.length < 3)
        expect(fit).toEqual({ kind: 'reduced', models: plan.placements.length });
      else if (total(plan.placements, 'gpu') === 0) expect(fit.kind).toBe('cpu');
      else expect(fit.kind).toMatch(/^gpu/u);
    }
  });
});

describe('a refusal', () => {
  it('tells the numbers, per model too, and what would fit', () => {
    const halves = {
      largeIns: size(15e9, 'fp16'),
      smallCpt: size(3e9, 'fp16'),
      smallBase: size(3e9, 'fp16'),
    };
    const asked = request({ gpu: null, main: 4e9 }, { models: halves });
    expect(planLoad(asked)).toEqual([]);
    const error = memoryInsufficient('My trio', asked, false);
    expect(error).toMatchObject({ code: 'memory-insufficient' });
    expect(error.message).toMatch(/My trio.*small-cpt alone needs 6\.6 GB and 4\.0 GB of main memory/u);
    expect(error.message).toMatch(/large-ins 31\.8 GB, small-cpt 6\.6 GB, small-base 6\.6 GB/u);
    expect(error.message).toMatch(/in int4 \(small-cpt with 1\.7 GB would fit\)/u);
  });

  it('names graphics memory where that is short', () => {
    const asked = request({ gpu: 1e9 }, { choice: 'webgpu' });
    expect(memoryInsufficient('My trio', asked, false).message).toMatch(/1\.0 GB of graphics memory/u);
  });

  it('has a shortage that is one, for every choice', () => {
    for (const choice of executionProviderChoices) {
      const asked = request(
        { main: 0, gpu: 0 },
        { choice, providers: [...base.providers, 'cuda', 'dml', 'coreml'] },
      );
      const { neededBytes, availableBytes } = shortageOf(asked);
      expect(neededBytes).toBeGreaterThan(availableBytes);
    }
  });
});
