import { modelTag, smallCptLanguage, translate } from '../../engine/index.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../failure.ts';
import { examplesFor, readExamples } from '../evaluation/examples.ts';
import {
  generationOptions,
  inputText,
  parseMaxTokens,
  parseSampling,
  translationTokens,
} from '../generation/generationOptions.ts';
import { explain, generationJson } from '../generation/report.ts';
import { SettledText } from '../generation/settledText.ts';
import { languageOf, parseLanguage } from '../languageOption.ts';
import { parseRule, ruleOptions } from '../ruleOption.ts';
import { trioOptions, withTrio } from '../trioOption.ts';

export const translateCommand = defineCommand({
  name: 'translate',
  summary: 'Translate a passage',
  options: {
    from: {
      type: 'string',
      value: 'L',
      about: 'bo, ug, kk, mn (or kk-Cyrl …), en, zh; default: as the text',
    },
    to: { type: 'string', value: 'L', about: 'the same; kk and mn: the script of the published models' },
    ...generationOptions,
    examples: {
      type: 'string',
      value: 'E.json',
      about: 'example translations for the prompt (MiLiC-Eval format)',
    },
    shots: { type: 'string', value: 'K', about: 'how many of the examples (default 5)' },
    ...ruleOptions,
    ...trioOptions,
  },
  async run(values, io) {
    if (values.to === undefined) throw new UsageError('Name the language to translate into: --to');
    const chooseRule = parseRule(values);
    const sampling = parseSampling(values);
    const maxTokens = parseMaxTokens(values['max-tokens'], translationTokens);
    const text = await inputText(values, io);
    const from = values.from === undefined ? languageOf(text) : parseLanguage('from', values.from, text);
    const to = parseLanguage('to', values.to, '');
    const examples = examplesFor(await readExamples(values, io), from, to);
    return withTrio(
      values,
      io,
      async (trio) => {
        const rule = chooseRule(trio.info, {
          kind: 'translation',
          from: modelTag(from, trio.info),
          to: modelTag(to, trio.info),
        });
        const stream = new SettledText(({ length }) => length, io.out);
        const generation = await translate(
          trio,
          { text, from, to, examples, maxTokens, rule, sampling },
          {
            signal: io.signal,
            trace: values.trace === true ? 'all' : 'off',
            ...(values.json === true ? {} : { onText: (delta) => stream.add(delta) }),
          },
        );
        if (values.json === true) {
          const asked = { from, language: to, rule, trio: trio.info };
          io.out(`${JSON.stringify(generationJson(generation, asked))}\n`);
          return true;
        }
        stream.finish(generation.text);
        explain(generation, trio.info, values.trace, io);
        return true;
      },
      smallCptLanguage(from, to),
    );
  },
});
