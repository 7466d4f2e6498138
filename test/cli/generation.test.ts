import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passages } from '../../src/cli/bench/passages.ts';
import { sourceIds, type Generation } from '../../src/engine/index.ts';
import { languageTags } from '../../src/engine/text/languages.ts';
import { arabicScriptTrio } from '../engine/arabicScriptTrio.ts';
import { runCli, runJson } from './runCli.ts';

describe('trimix complete', () => {
  it.each(languageTags)('gives everything the contract names, as one JSON object: %s', async (tag) => {
    const { code, json, err } = await runJson([
      ...['complete', '--lang', tag, '--text', passages[tag], '--max-tokens', '10', '--trace'],
    ]);
    expect([code, err]).toEqual([0, '']);
    const generation = json as Generation & { language: string };
    expect(generation.language).toBe(tag);
    expect(generation.tokens).toBeGreaterThan(0);
    expect(generation.tokens).toBeLessThanOrEqual(10);
    expect(generation.timings.tokensPerSecond).toBeGreaterThan(0);
    // The weights follow the text.
    expect(generation.weightOrigin).toMatchObject({ kind: 'online' });
    const { largeIns, smallCpt, smallBase } = generation.weights;
    expect(largeIns + smallCpt + smallBase).toBeCloseTo(1);
    expect(generation.trace).toHaveLength(generation.tokens);
    for (const decision of generation.trace) {
      const sum = sourceIds.reduce((total, source) => total + decision.contributions[source], 0);
      expect(sum).toBeCloseTo(decision.margin, 4);
      for (const source of sourceIds) {
        expect(decision.sources[source]).toMatchObject({
          logprob: expect.any(Number) as number,
          rank: expect.any(Number) as number,
          entropy: expect.any(Number) as number,
          choice: { token: expect.any(Number) as number },
        });
        expect(decision.sources[source]?.top.length).toBeGreaterThan(1);
      }
    }
  });

  it.each(languageTags)('writes to a terminal what it gives as JSON: %s', async (tag) => {
    const args = ['complete', '--lang', tag, '--text', passages[tag], '--max-tokens', '16'];
    const streamed = await runCli(args);
    const { json } = await runJson(args);
    expect(streamed.code).toBe(0);
    expect(streamed.out).toBe(`${(json as Generation).text}\n`);
    expect(streamed.err).toMatch(/^\d+ tokens, /);
  });

  it('finds the language and its script by itself, and reads standard input', async () => {
    const stdin = passages['mn-Cyrl'];
    const { json } = await runJson(['complete', '--text', '-', '--max-tokens', '2'], { stdin });
    expect(json).toMatchObject({ language: 'mn-Cyrl' });
    const kazakh = await runJson([
      'complete',
      '--lang',
      'kk',
      '--text',
      passages['kk-Cyrl'],
      '--max-tokens',
      '2',
    ]);
    expect(kazakh.json).toMatchObject({ language: 'kk-Cyrl' });
  });

  it.each([
    ['trimix:0.5,0.5', ['--alpha', '0.5', '--beta', '0.5'], { largeIns: 0.5, smallCpt: 0.5, smallBase: 0 }],
    ['single:small-cpt', ['--rule', 'single:small-cpt'], { largeIns: 0, smallCpt: 1, smallBase: 0 }],
    ['proxy-tuning', ['--rule', 'proxy-tuning'], { largeIns: 1, smallCpt: 1, smallBase: -1 }],
  ])('uses the rule %s', async (name, options, weights) => {
    const { json } = await runJson([
      ...['complete', '--lang', 'ug', '--text', passages.ug, '--max-tokens', '3'],
      ...options,
    ]);
    expect(json).toMatchObject({ rule: name, weights });
  });

  it.each([['perplexity'], ['perplexity-target'], ['perplexity-cautious'], ['online'], ['entropy']])(
    'finds weights by %s',
    async (how) => {
      const { code, json } = await runJson([
        ...[
          'complete',
          '--lang',
          'kk-Cyrl',
          '--text',
          passages['kk-Cyrl'],
          '--max-tokens',
          '3',
          '--weights',
          how,
        ],
      ]);
      expect(code).toBe(0);
      expect(json).toMatchObject({ weightOrigin: { kind: how.replace(/-.*/, '') } });
    },
  );

  it('samples repeatably by its seed', async () => {
    const sample = async (seed: string): Promise<string> =>
      (
        await runCli([
          ...['complete', '--lang', 'bo', '--text', passages.bo, '--max-tokens', '12'],
          ...['--temperature', '1.5', '--seed', seed],
        ])
      ).out;
    expect(await sample('7')).toBe(await sample('7'));
    expect(new Set([await sample('1'), await sample('2'), await sample('3')]).size).toBeGreaterThan(1);
  });

  it('prints a trace as a table', async () => {
    const { out } = await runCli([
      'complete',
      '--lang',
      'bo',
      '--text',
      passages.bo,
      '--max-tokens',
      '3',
      '--trace',
    ]);
    expect(out).toMatch(/#\s+won by\s+margin\s+\+large-ins/);
  });

  it('ends with exit code 130 when it is interrupted', async () => {
    const interruption = new AbortController();
    const { code, err } = await runCli(
      ['complete', '--lang', 'bo', '--text', passages.bo, '--max-tokens', '500', '--temperature', '1'],
      {
        signal: interruption.signal,
        onOut: () => {
          interruption.abort();
        },
      },
    );
    expect(code).toBe(130);
    expect(err).toBe('trimix: Interrupted.\n');
  });
});

describe('trimix translate', () => {
  it.each(languageTags)('translates into and from %s', async (tag) => {
    const into = await runJson([
      'translate',
      '--from',
      'en',
      '--to',
      tag,
      '--text',
      'Good morning.',
      '--max-tokens',
      '12',
    ]);
    expect(into.code).toBe(0);
    expect(into.json).toMatchObject({ from: 'en', to: tag });
    const from = await runJson(['translate', '--to', 'en', '--text', passages[tag], '--max-tokens', '12']);
    expect(from.code).toBe(0);
    expect(from.json).toMatchObject({ from: tag, to: 'en' });
  });

  it('writes to a terminal what it gives as JSON', async () => {
    const args = ['translate', '--from', 'en', '--to', 'ug', '--text', 'How are you?', '--max-tokens', '20'];
    const { json } = await runJson(args);
    expect((await runCli(args)).out).toBe(`${(json as Generation).text}\n`);
  });
});

describe('a language that the models know in another script', () => {
  let trio: Awaited<ReturnType<typeof arabicScriptTrio>>;
  beforeAll(async () => {
    trio = await arabicScriptTrio();
  });
  afterAll(() => trio.remove());

  it.each([
    ['translate', '--from', 'en', '--to', 'kk-Cyrl', '--text', 'Good morning, people.'],
    ['complete', '--lang', 'kk-Cyrl', '--text', passages['kk-Cyrl']],
  ])('is written by conversion, and that is said: trimix %s', async (...command) => {
    const args = [...command, '--trio', trio.folder, '--max-tokens', '12'];
    const { code, json } = await runJson(args);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      language: 'kk-Cyrl',
      detour: { asked: 'kk-Cyrl', model: 'kk-Arab' },
      notice: expect.stringContaining('was converted by rule') as string,
    });
    const { out, err } = await runCli(args);
    expect(out).toBe(`${(json as Generation).text}\n`);
    expect(err).toContain('These models have not learnt Kazakh (Cyrillic)');
  });

  it('is not said where nothing was converted', async () => {
    const { json } = await runJson(['translate', '--from', 'en', '--to', 'kk-Cyrl', '--text', 'Good.']);
    expect(json).not.toHaveProperty('notice');
    expect(json).not.toHaveProperty('detour');
  });
});

describe('trimix detect', () => {
  it.each([
    ['bo', 'Tibt', passages.bo],
    ['kk', 'Arab', passages['kk-Arab']],
    ['kk', 'Cyrl', passages['kk-Cyrl']],
    ['mn', 'Mong', passages['mn-Mong']],
    ['ru', 'Cyrl', 'Все люди рождаются свободными и равными в своем достоинстве и правах.'],
    ['other', 'Zyyy', '123'],
  ])('%s in %s', async (language, script, text) => {
    expect((await runJson(['detect', '--text', text])).json).toMatchObject({ language, script });
  });
});
