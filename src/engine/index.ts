/** The engine's public face: what the server, the command line, tests and benchmarks use. */
export type { LoadTrioOptions, Trio } from './trio/loadTrio.ts';
export { loadTrio } from './trio/loadTrio.ts';
export type { LoadedModelInfo, TrioInfo } from './trio/trioInfo.ts';
export { complete } from './tasks/complete.ts';
export { translate } from './tasks/translate.ts';
export type { NamedRule, ScoredText, ScoreReport } from './tasks/score.ts';
export { scoreTexts } from './tasks/score.ts';
export { smallCptLanguage } from './tasks/smallCptLanguage.ts';
export { translationPrompt } from './tasks/translationPrompt.ts';
export { lastLogits } from './tasks/lastLogits.ts';
export type { CompletionRequest, TranslationExample, TranslationRequest } from './tasks/requests.ts';
export type {
  Generation,
  RunOptions,
  Sampling,
  StopReason,
  Timings,
  TraceLevel,
} from './tasks/generation.ts';
export type { Decision, RankedToken, SourceView, WeightOrigin } from './fusion/decision.ts';
export type { RuleChoice, WeightChoice } from './fusion/ruleChoice.ts';
export { defaultRule } from './fusion/ruleChoice.ts';
export type { PerSource, SourceId } from './fusion/sources.ts';
export { perSource, sourceFolder, sourceIds } from './fusion/sources.ts';
export type { ScriptConversion } from './scripts/convertScript.ts';
export { convertScript } from './scripts/convertScript.ts';
export type { LossKind, ScriptLoss } from './scripts/losses.ts';
export type { ScriptPair, ScriptTag } from './scripts/scriptTag.ts';
export { isScriptTag, scriptPairs, scriptTags, scriptTargets } from './scripts/scriptTag.ts';
export type { ExecutionProvider, ExecutionProviderChoice } from './runtime/executionProvider.ts';
export { executionProviderChoices } from './runtime/executionProvider.ts';
export { probeExecutionProviders } from './runtime/probe.ts';
export type { ErrorCode } from './errors.ts';
export { assertNever, isCancellation, throwIfAborted, TriMixError } from './errors.ts';
