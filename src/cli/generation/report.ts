import {
  sourceFolder,
  sourceIds,
  type Generation,
  type LoadedModelInfo,
  type RuleChoice,
  type StopReason,
  type TrioInfo,
} from '../../engine/index.ts';
import type { TranslationTag } from '../../engine/text/languages.ts';
import type { Io } from '../io.ts';
import { detourWords } from '../../engine/tasks/detourWords.ts';
import { firstLine, missingWords } from '../missingWords.ts';
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
    readonly trio: TrioInfo;
  },
): object {
  const { from, language, rule, trio } = asked;
  const { detour } = generation;
  return {
    ...generation,
    ...(detour === undefined ? {} : { notice: detourWords(detour) }),
    ...(from === undefined ? {} : { from, to: language }),
    language,
    rule: ruleName(rule),
    trio: trio.name,
    models: loadedModels(trio),
    missing: trio.missing,
  };
}

/** The models that are in memory, in the usual order. */
function loadedModels({ models }: TrioInfo): readonly LoadedModelInfo[] {
  return sourceIds.flatMap((source) => models[source] ?? []);
}

/** What a person wants to know besides the text; goes to standard error, so that standard output is the text alone. */
export function explain(generation: Generation, trio: TrioInfo, trace: boolean | undefined, io: Io): void {
  const { tokens, stop, timings, weights } = generation;
  const mix = sourceIds
    .map((source) => `${sourceFolder[source]} ${Number(weights[source].toFixed(3))}`)
    .join(', ');
  io.err(
    `${tokens} tokens, ${timings.tokensPerSecond.toFixed(1)} per second after ${timings.prefillMs.toFixed(0)} ms; ` +
      `ended because ${stopWords[stop]}; weights: ${mix}\n`,
  );
  if (generation.detour !== undefined) io.err(`${detourWords(generation.detour)}\n`);
  for (const { source, executionProvider, refusedBy } of loadedModels(trio)) {
    for (const refusal of refusedBy) {
      const why = firstLine(refusal.message);
      io.err(
        `${sourceFolder[source]} runs on ${executionProvider}: ${refusal.executionProvider} did not take it: ${why}\n`,
      );
    }
  }
  for (const { source, reason } of trio.missing) {
    io.err(`${sourceFolder[source]} is not loaded: ${missingWords(reason)}\n`);
  }
  if (trace === true) io.out(`\n${traceTable(generation.trace)}`);
}
