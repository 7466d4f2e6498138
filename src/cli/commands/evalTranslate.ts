import { translate, type NamedRule, type TranslationExample, type Trio } from '../../engine/index.ts';
import { defineCommand, print } from '../command.ts';
import { chrfPlusPlus } from '../evaluation/chrf.ts';
import { comparedRules } from '../evaluation/comparedRules.ts';
import { parseLimit, readPairs, type Direction } from '../evaluation/dataset.ts';
import { examplesFor, readExamples } from '../evaluation/examples.ts';
import type { TextPair } from '../evaluation/scoredTexts.ts';
import { UsageError } from '../failure.ts';
import { parseMaxTokens, translationTokens } from '../generation/generationOptions.ts';
import type { Io } from '../io.ts';
import { progress } from '../progress.ts';
import { parseRule, ruleName, ruleOptions } from '../ruleOption.ts';
import { table } from '../table.ts';
import { trioOptions, withTrio } from '../trioOption.ts';

export const evalTranslateCommand = defineCommand({
  name: 'eval translate',
  summary: 'Translate held-out text and measure chrF++ (0 to 100, as sacrebleu does)',
  options: {
    file: { type: 'string', value: 'F.json', about: 'MiLiC-Eval JSON' },
    lang: { type: 'string', value: 'L', about: 'translate from English into this language' },
    from: { type: 'string', value: 'L', about: 'the source language (default en)' },
    to: { type: 'string', value: 'L', about: 'the target language (default: --lang)' },
    examples: { type: 'string', value: 'E.json', about: 'examples for the prompt' },
    shots: { type: 'string', value: 'K', about: 'how many of them (default 5)' },
    limit: { type: 'string', value: 'N', about: 'only the first N texts' },
    'max-tokens': { type: 'string', value: 'N', about: 'at most so many tokens each (default 200)' },
    ...ruleOptions,
    ...trioOptions,
  },
  async run(values, io) {
    if (values.file === undefined) throw new UsageError('Give --file');
    const choose = parseRule(values, 'translation');
    const isChosen = [values.rule, values.alpha, values.weights].some((value) => value !== undefined);
    const maxTokens = parseMaxTokens(values['max-tokens'], translationTokens);
    const { from, to, pairs } = await readPairs(values.file, values, parseLimit(values.limit), io);
    const examples = examplesFor(await readExamples(values, io), from, to);
    return withTrio(values, io, async (trio) => {
      const chosen = choose(trio.info);
      const rules = isChosen
        ? [{ name: ruleName(chosen), rule: chosen }]
        : comparedRules(trio.info, 'translation');
      const scores = await translateAll(trio, rules, pairs, { from, to, examples, maxTokens }, io);
      const result = {
        from,
        to,
        trio: trio.info.name,
        texts: pairs.length,
        shots: examples.length,
        rules: scores,
      };
      print(io, values.json, result, () =>
        table(
          ['rule', 'chrF++', 'tokens', 'broken off'],
          scores.map((score) => [
            score.name,
            score['chrf++'].toFixed(2),
            String(score.tokens),
            String(score.brokenOff),
          ]),
        ),
      );
      return true;
    });
  },
});

/** One rule's translations of a file. */
interface TranslationScore {
  readonly name: string;
  readonly 'chrf++': number;
  /** Generated tokens of all texts. */
  readonly tokens: number;
  /** Translations that did not end of their own accord. */
  readonly brokenOff: number;
  readonly translations: readonly string[];
}

async function translateAll(
  trio: Trio,
  rules: readonly NamedRule[],
  pairs: readonly TextPair[],
  how: Direction & { readonly examples: readonly TranslationExample[]; readonly maxTokens: number },
  io: Io,
): Promise<readonly TranslationScore[]> {
  const line = progress(io, 'Texts translated');
  const scores: TranslationScore[] = [];
  for (const { name, rule } of rules) {
    let tokens = 0;
    let brokenOff = 0;
    const translations: string[] = [];
    for (const { source } of pairs) {
      const request = { ...how, text: source, rule, sampling: { kind: 'greedy' } } as const;
      const found = await translate(trio, request, { signal: io.signal });
      tokens += found.tokens;
      if (found.stop !== 'natural-end' && found.stop !== 'end-of-text') brokenOff++;
      translations.push(found.text);
      line.at(scores.length * pairs.length + translations.length, rules.length * pairs.length);
    }
    const judged = pairs.map(({ target }, index) => ({
      hypothesis: translations[index] ?? '',
      reference: target,
    }));
    scores.push({ name, 'chrf++': chrfPlusPlus(judged), tokens, brokenOff, translations });
  }
  line.end();
  return scores;
}
