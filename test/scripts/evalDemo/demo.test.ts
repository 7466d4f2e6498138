import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directed, heldOut } from '../../../scripts/evalDemo/heldOut.ts';
import { judge } from '../../../scripts/evalDemo/judge.ts';
import { oracleName, perplexities } from '../../../scripts/evalDemo/perplexities.ts';
import { samples } from '../../../scripts/evalDemo/samples.ts';
import { recommendedRule, translate, type Trio } from '../../../src/engine/index.ts';
import { languageTags } from '../../../src/engine/text/languages.ts';
import { loadDemo } from '../../engine/demo.ts';

let trio: Trio;
beforeAll(async () => {
  trio = await loadDemo();
});
afterAll(() => trio.dispose());

/** Enough to see models that leave the script; `npm run eval:demo` measures how often they do. */
const sampled = 20;
const translated = 6;

describe.each(languageTags)('the demo on held-out %s', (tag) => {
  const language = heldOut(tag);

  it('comes with text, pairs and examples, all of them in the language', () => {
    expect(language.texts.length).toBeGreaterThanOrEqual(40);
    expect(language.pairs.length).toBeGreaterThanOrEqual(30);
    expect(language.examples).toHaveLength(5);
    const sentences = [...language.pairs, ...language.examples];
    for (const { english } of sentences) expect(english).toMatch(/[A-Za-z]/u);
    const sound = [...language.texts, ...sentences.map(({ own }) => own)].filter(
      (text) => judge(text, tag) === 'sound',
    );
    // Real text quotes names and terms in other scripts.
    expect(sound.length / (language.texts.length + sentences.length)).toBeGreaterThan(0.85);
  });

  it('samples completions that keep to the script and break no cluster', async () => {
    const { count, sound, first } = await samples(trio, language, sampled);
    expect(count).toBe(sampled);
    expect(sound / count).toBeGreaterThanOrEqual(0.9);
    expect(first.length).toBeGreaterThan(0);
  });

  it('translates into the script of the language, given examples', async () => {
    const rule = recommendedRule(trio.info, { kind: 'translation', from: 'en', to: tag });
    const examples = directed(language.examples, true).slice(0, 3);
    let sound = 0;
    for (const { source } of directed(language.pairs, true).slice(0, translated)) {
      const { text } = await translate(trio, {
        text: source,
        from: 'en',
        to: tag,
        examples,
        rule,
        sampling: { kind: 'greedy' },
        maxTokens: 24,
      });
      if (judge(text, tag) === 'sound') sound++;
    }
    expect(sound).toBeGreaterThanOrEqual(translated - 1);
  });

  it('knows its language better for having been trained on it', async () => {
    const few = { ...language, texts: language.texts.slice(0, 4) };
    const { rules, oracle } = await perplexities(trio, few, 'continuation');
    const of = (name: string) => rules.find((rule) => rule.name === name)!.perplexity;
    expect(of('single:small-cpt')).toBeLessThan(of('single:small-base') / 1.5);
    expect(of(oracleName)).toBe(
      Math.min(
        ...rules
          .filter(({ name }) => name === oracle || name === oracleName)
          .map(({ perplexity }) => perplexity),
      ),
    );
  });
});
