import { complete, modelTag, TriMixError } from '../../engine/index.ts';
import { detectAtCursor } from '../../engine/text/detect.ts';
import { lastUnitBoundary } from '../../engine/text/units.ts';
import { defineCommand } from '../command.ts';
import {
  generationOptions,
  inputText,
  parseMaxTokens,
  parseSampling,
} from '../generation/generationOptions.ts';
import { explain, generationJson } from '../generation/report.ts';
import { SettledText } from '../generation/settledText.ts';
import { parseOwnLanguage } from '../languageOption.ts';
import { parseChoice } from '../numbers.ts';
import { parseRule, ruleOptions } from '../ruleOption.ts';
import { trioOptions, withTrio } from '../trioOption.ts';

/** About three sentences. */
const standardTokens = 64;

export const completeCommand = defineCommand({
  name: 'complete',
  summary: 'Continue a text',
  options: {
    lang: {
      type: 'string',
      value: 'L',
      about: 'bo, ug, kk-Arab, kk-Cyrl, mn-Mong, mn-Cyrl; default: as the text',
    },
    ...generationOptions,
    suffix: { type: 'string', value: 'T', about: 'what follows the gap, so that it is not repeated' },
    end: { type: 'string', value: 'AT', about: 'end at a sentence, a line, or none (default: none)' },
    ...ruleOptions,
    ...trioOptions,
  },
  async run(values, io) {
    const chooseRule = parseRule(values);
    const sampling = parseSampling(values);
    const maxTokens = parseMaxTokens(values['max-tokens'], standardTokens);
    const endAt = parseChoice('end', values.end ?? 'none', ['sentence', 'line', 'none']);
    const prefix = await inputText(values, io);
    const language =
      values.lang === undefined ? detectAtCursor(prefix) : parseOwnLanguage('lang', values.lang, prefix);
    if (language === null) throw new TriMixError('language-unknown');
    return withTrio(
      values,
      io,
      async (trio) => {
        const rule = chooseRule(trio.info, { kind: 'completion', language: modelTag(language, trio.info) });
        const stream = new SettledText((text) => lastUnitBoundary(text, language), io.out);
        const generation = await complete(
          trio,
          { prefix, suffix: values.suffix ?? '', language, maxTokens, endAt, rule, sampling },
          {
            signal: io.signal,
            trace: values.trace === true ? 'all' : 'off',
            ...(values.json === true ? {} : { onText: (delta) => stream.add(delta) }),
          },
        );
        if (values.json === true) {
          io.out(`${JSON.stringify(generationJson(generation, { language, rule, trio: trio.info }))}\n`);
          return true;
        }
        stream.finish(generation.text);
        explain(generation, trio.info, values.trace, io);
        return true;
      },
      language,
    );
  },
});
