/** The engine's public face: what the server, the command line, tests and benchmarks use. */
export type { LoadTrioOptions, Trio, TrioBudget } from './trio/loadTrio.ts';
export { loadTrio } from './trio/loadTrio.ts';
export type { TrioFit } from './trio/fitTrio.ts';
export { fitTrio } from './trio/fitTrio.ts';
export type { OpenedTrio } from './trio/openTrio.ts';
export { openTrio } from './trio/openTrio.ts';
export type { MeasuredModel, MeasureTrioOptions } from './trio/measureTrio.ts';
export { measureTrio } from './trio/measureTrio.ts';
export type { LoadedModelInfo, MissingReason, MissingSource, TrioInfo } from './trio/trioInfo.ts';
export type { WritingTask } from './trio/recommendedPair.ts';
export { recommendedPair, recommendedRule } from './trio/recommendedPair.ts';
export type { Fit } from './memory/fit.ts';
export { fitOf } from './memory/fitOf.ts';
export type { LoadPlan, Placement, PlanRequest } from './memory/loadPlan.ts';
export { planLoad } from './memory/loadPlan.ts';
export type { MachineMemory, UsableMemory } from './memory/machineMemory.ts';
export { usableMemory } from './memory/machineMemory.ts';
export type { ModelMemory, ModelSize } from './memory/modelMemory.ts';
export { defaultContextTokens, modelMemory, modelSize } from './memory/modelMemory.ts';
export { readMachineMemory } from './memory/readMachineMemory.ts';
export { shortageOf } from './memory/shortage.ts';
export { complete } from './tasks/complete.ts';
export { translate } from './tasks/translate.ts';
export type { NamedRule, ScoredText, ScoreReport } from './tasks/score.ts';
export { scoreTexts } from './tasks/score.ts';
export type { Detour } from './trio/detour.ts';
export { detours, detourTo, modelTag } from './trio/detour.ts';
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
export type { ProviderReport } from './runtime/probe.ts';
export { availableProviders, probeExecutionProviders } from './runtime/probe.ts';
export { cpuRuntimeReport } from './runtime/session/native/nativeLibrary.ts';
export type { ProviderTests } from './runtime/smokeTest/providerTests.ts';
export { usableProviders } from './runtime/usableProviders.ts';
export { recallSpeed } from './runtime/speedTest/modelSpeeds.ts';
export type { SpeedVerdict } from './runtime/speedTest/speedVerdict.ts';
export { describeSpeed } from './runtime/speedTest/speedVerdict.ts';
export type { ErrorCode } from './errors.ts';
export { assertNever, isCancellation, throwIfAborted, TriMixError } from './errors.ts';
