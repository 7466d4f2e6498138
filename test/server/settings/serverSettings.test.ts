import { describe, expect, it } from 'vitest';
import type { TrioInfo } from '../../../src/engine/index.ts';
import type { ServerSettings } from '../../../src/protocol/settings.ts';
import { resolveRule } from '../../../src/server/settings/resolveRule.ts';
import { defaultSettings, parseSettings } from '../../../src/server/settings/serverSettings.ts';

describe('parseSettings', () => {
  it('takes good settings as they are', () => {
    const settings: ServerSettings = {
      trioPath: '/models/bo',
      trios: { bo: 'demo', 'kk-Arab': 'qwen2.5-1.5b-7b-int4' },
      store: '/models',
      hubEndpoint: 'https://mirror.example',
      gpuMemory: 8e9,
      executionProvider: 'cpu',
      threads: 4,
      completion: {
        rule: {
          kind: 'trimix',
          weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 },
          plausibility: { source: 'smallCpt', threshold: 0.1 },
        },
        maxTokens: 16,
        debounceMs: 0,
        answerAfterMs: 80,
        timeLimitMs: 500,
      },
      translation: {
        rule: { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0.2 },
        maxTokens: 64,
      },
      unloadAfterMinutes: 5,
    };
    expect(parseSettings(settings)).toEqual({ settings, problems: [] });
  });

  it.each([[undefined], [null], [{}]])('works with what an unknown editor sends: %s', (input) => {
    expect(parseSettings(input)).toEqual({ settings: defaultSettings, problems: [] });
  });

  it('leaves the pause and the first answer to the server where they are null', () => {
    const completion = { ...defaultSettings.completion, debounceMs: null, answerAfterMs: null };
    expect(parseSettings({ completion })).toEqual({
      settings: { ...defaultSettings, completion },
      problems: [],
    });
  });

  it('keeps what is good where something is wrong, and names what is wrong', () => {
    const { settings, problems } = parseSettings({
      threads: -1,
      executionProvider: 'warp-drive',
      completion: {
        rule: { kind: 'trimix', weights: { kind: 'fixed', alpha: Number.NaN, beta: 1 } },
        maxTokens: 9,
      },
      unloadAfterMinutes: 7,
    });
    expect(settings).toEqual({
      ...defaultSettings,
      completion: { ...defaultSettings.completion, maxTokens: 9 },
      unloadAfterMinutes: 7,
    });
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).toMatch(/threads[^]*executionProvider|executionProvider[^]*threads/u);
    expect(problems.join('\n')).toContain('completion.rule');
  });

  it.each([['text'], [42], [[1, 2]], [{ completion: 5, translation: [] }]])(
    'falls back to the defaults for nonsense: %j',
    (input) => {
      const { settings, problems } = parseSettings(input);
      expect(settings).toEqual(defaultSettings);
      expect(problems.length).toBeGreaterThan(0);
    },
  );
});

describe('resolveRule', () => {
  const trio = {
    recommendedWeights: { completion: { alpha: 0.1, beta: 0.9 }, translation: { alpha: 0.5, beta: 0.5 } },
    missing: [],
  } as unknown as TrioInfo;

  it('takes the weights of the trio for the task', () => {
    expect(resolveRule('recommended', trio, { kind: 'translation', from: 'en', to: 'bo' })).toEqual({
      kind: 'trimix',
      weights: { kind: 'fixed', alpha: 0.5, beta: 0.5 },
    });
  });

  it('lets completion follow the document', () => {
    expect(resolveRule('recommended', trio, { kind: 'completion', language: 'bo' })).toEqual({
      kind: 'trimix',
      weights: { kind: 'online', usual: { alpha: 0.1, beta: 0.9 } },
    });
  });

  it('takes a chosen rule as it is', () => {
    const rule = { kind: 'single', source: 'largeIns' } as const;
    expect(resolveRule(rule, trio, { kind: 'completion', language: 'bo' })).toBe(rule);
  });
});
