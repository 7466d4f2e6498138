import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complete,
  translate,
  type CompletionRequest,
  type Generation,
  type RuleChoice,
  type Trio,
} from '../../../../src/engine/index.ts';
import { graphemeClusters } from '../../../../src/engine/text/graphemes.ts';
import { languageTags, type LanguageTag } from '../../../../src/engine/text/languages.ts';
import { heldOut } from '../../../../scripts/evalDemo/heldOut.ts';
import { loadDemo } from '../../demo.ts';
import { paragraphs, realPrefixes } from '../../udhr.ts';

// Speculative decoding must not change a single token, greedy or sampled, whatever the rule.
let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

interface Prompt {
  readonly tag: LanguageTag;
  readonly prefix: string;
}

const usual: RuleChoice = { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.1, beta: 0.9 } };

async function both(
  { tag, prefix }: Prompt,
  overrides: Partial<CompletionRequest>,
): Promise<readonly [Generation, Generation]> {
  const request: CompletionRequest = {
    prefix,
    language: tag,
    maxTokens: 12,
    endAt: 'none',
    rule: usual,
    sampling: { kind: 'greedy' },
    ...overrides,
  };
  const plain = await complete(trio, request, {}, { speculate: false });
  return [plain, await complete(trio, request)];
}

const outcome = ({ text, tokens, stop, weights }: Generation) => ({ text, tokens, stop, weights });

/** Text that the demo was not trained on, cut at several places: inside words, after words, after signs. */
function beginnings(tag: LanguageTag): readonly Prompt[] {
  const prefixes = heldOut(tag).texts.flatMap((text) => {
    const clusters = graphemeClusters(text.slice(0, 160));
    return [0.5, 0.9].map((part) => clusters.slice(0, Math.ceil(part * clusters.length)).join(''));
  });
  return [...new Set(prefixes)].map((prefix) => ({ tag, prefix }));
}

describe('greedy text is that of plain decoding', () => {
  const prompts = languageTags.flatMap((tag) => beginnings(tag).slice(0, 85));

  it('has more than 500 different prompts', () => {
    expect(new Set(prompts.map(({ tag, prefix }) => tag + prefix)).size).toBeGreaterThan(500);
  });

  it.each(languageTags)('%s', { timeout: 120_000 }, async (tag) => {
    let drafted = 0;
    let accepted = 0;
    for (const prompt of prompts.filter((one) => one.tag === tag)) {
      const [plain, speculative] = await both(prompt, {});
      expect(outcome(speculative)).toEqual(outcome(plain));
      expect(plain.speculation).toEqual({ drafted: 0, accepted: 0 });
      drafted += speculative.speculation.drafted;
      accepted += speculative.speculation.accepted;
    }
    console.log(`${tag}: ${accepted} of ${drafted} drafted tokens were right`);
    expect(accepted / drafted).toBeGreaterThan(0.3);
  });
});

describe('every rule, and sampling', () => {
  const prompts = realPrefixes(2);
  const rules: readonly RuleChoice[] = [
    { kind: 'trimix', weights: { kind: 'fixed', alpha: 0.3, beta: 0.9 } },
    { kind: 'trimix', weights: { kind: 'perplexity', over: 'target' } },
    { kind: 'trimix', weights: { kind: 'entropy' } },
    { kind: 'proxy-tuning', strength: 1 },
    { kind: 'safw', host: 'largeIns', scorer: 'smallCpt', offset: 0 },
    { kind: 'single', source: 'smallCpt' },
    { kind: 'single', source: 'largeIns' },
    { ...usual, plausibility: { source: 'smallBase', threshold: 0.1 } },
  ];

  it.each(rules)('$kind $weights $source', async (rule) => {
    for (const prompt of prompts) {
      const [plain, speculative] = await both(prompt, { rule });
      expect(outcome(speculative)).toEqual(outcome(plain));
    }
  });

  it('samples the same with the same seed', async () => {
    const texts = new Set<string>();
    for (const prompt of prompts) {
      for (const seed of [1, 2, 3]) {
        const sampling = { kind: 'top-p', temperature: 1, topP: 0.95, seed } as const;
        const [plain, speculative] = await both(prompt, { sampling });
        expect(outcome(speculative)).toEqual(outcome(plain));
        texts.add(plain.text);
      }
    }
    expect(texts.size).toBeGreaterThan(prompts.length);
  });

  it('gives the same decisions to who looks', async () => {
    for (const { tag, prefix } of prompts) {
      const request = { prefix, language: tag, maxTokens: 12, endAt: 'none', rule: usual } as const;
      const greedy = { ...request, sampling: { kind: 'greedy' } } as const;
      const plain = await complete(trio, greedy, { trace: 'all' }, { speculate: false });
      expect((await complete(trio, greedy, { trace: 'all' })).trace).toEqual(plain.trace);
    }
  });
});

it('copies what stands in the prompt without drafting it token by token', async () => {
  const line = paragraphs('kk-Cyrl')[3]!;
  const request = { text: line, from: 'kk-Cyrl', to: 'en', rule: usual, maxTokens: 24 } as const;
  const examples = [
    { source: line, target: 'Everyone has the right to life, liberty and security of person.' },
  ];
  const sampling = { kind: 'greedy' } as const;
  const plain = await translate(trio, { ...request, examples, sampling }, {}, { speculate: false });
  const speculative = await translate(trio, { ...request, examples, sampling });
  expect(outcome(speculative)).toEqual(outcome(plain));
  expect(speculative.speculation.accepted).toBeGreaterThan(0);
});
