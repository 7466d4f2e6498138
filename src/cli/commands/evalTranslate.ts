import { smallCptLanguage } from '../../engine/index.ts';
import { defineCommand, print } from '../command.ts';
import { comparedRules } from '../evaluation/comparedRules.ts';
import { parseLimit, readPairs } from '../evaluation/dataset.ts';
import { examplesFor, readExamples } from '../evaluation/examples.ts';
import { translateAll } from '../evaluation/translateAll.ts';
import { UsageError } from '../failure.ts';
import { parseMaxTokens, translationTokens } from '../generation/generationOptions.ts';
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
    const choose = parseRule(values);
    const isChosen = [values.rule, values.alpha, values.weights].some((value) => value !== undefined);
    const maxTokens = parseMaxTokens(values['max-tokens'], translationTokens);
    const { from, to, pairs } = await readPairs(values.file, values, parseLimit(values.limit), io);
    const examples = examplesFor(await readExamples(values, io), from, to);
    return withTrio(
      { ...values, whole: true },
      io,
      async (trio) => {
        const task = { kind: 'translation', from, to } as const;
        const chosen = choose(trio.info, task);
        const rules = isChosen ? [{ name: ruleName(chosen), rule: chosen }] : comparedRules(trio.info, task);
        const line = progress(io, 'Texts translated');
        const scores = await translateAll(
          trio,
          rules,
          pairs,
          { from, to, examples, maxTokens },
          { signal: io.signal, onProgress: line.at },
        );
        line.end();
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
      },
      smallCptLanguage(from, to),
    );
  },
});
