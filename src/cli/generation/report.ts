import {
  sourceFolder,
  sourceIds,
  type Generation,
  type RuleChoice,
  type StopReason,
} from '../../engine/index.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import type { Io } from '../io.ts';
import { ruleName } from '../ruleOption.ts';
import { traceTable } from './traceTable.ts';

const stopWords: Readonly<Record<StopReason, string>> = {
  'end-of-text': 'the models ended the text',
  'max-tokens': 'the limit of tokens was reached',
  'natural-end': 'a sentence or line ended',
  repetition: 'it began to repeat itself',
  script: 'it left the script of the language',
  'time-limit': 'the time was up',
  'context-full': 'the context of a model is full',
};

/** A generation as the JSON contract has it, with what it was asked for. */
export function generationJson(
  generation: Generation,
  asked: {
    readonly from?: TranslationTag;
    readonly language: TranslationTag;
    readonly rule: RuleChoice;
    readonly trio: string;
  },
): object {
  const { from, language, rule, trio } = asked;
  return {
    ...generation,
    ...(from === undefined ? {} : { from, to: language }),
    language,
    rule: ruleName(rule),
    trio,
  };
}

/** What a person wants to know besides the text; goes to standard error, so that standard output is the text alone. */
export function explain(generation: Generation, trace: boolean | undefined, io: Io): void {
  const { tokens, stop, timings, weights } = generation;
  const mix = sourceIds
    .map((source) => `${sourceFolder[source]} ${Number(weights[source].toFixed(3))}`)
    .join(', ');
  io.err(
    `${tokens} tokens, ${timings.tokensPerSecond.toFixed(1)} per second after ${timings.prefillMs.toFixed(0)} ms; ` +
      `ended because ${stopWords[stop]}; weights: ${mix}\n`,
  );
  if (trace === true) io.out(`\n${traceTable(generation.trace)}`);
}
