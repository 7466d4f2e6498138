// Data types of the engine and of the models' store that travel as they are. Types only: no code gets into a bundle
// this way.
export type {
  Decision,
  GuardReason,
  RankedToken,
  SourceView,
  WeightOrigin,
  WeightStep,
} from '../engine/fusion/decision.ts';
export type { PerSource, SourceId } from '../engine/fusion/sources.ts';
export type { PlausibilityChoice, RuleChoice, WeightChoice } from '../engine/fusion/ruleChoice.ts';
export type { Sampling, StopReason, Timings } from '../engine/tasks/generation.ts';
export type {
  LanguageTag,
  PivotTag,
  ScriptCode,
  TextDirection,
  TranslationTag,
} from '../engine/text/languages.ts';
export type { ExecutionProvider, ExecutionProviderChoice } from '../engine/runtime/executionProvider.ts';
export type { Fit } from '../engine/memory/fit.ts';
export type { Detour } from '../engine/trio/detour.ts';
export type { MissingReason, MissingSource } from '../engine/trio/trioInfo.ts';
export type { ErrorCode } from '../engine/errors.ts';
export type { ErrorDetails } from '../engine/errorTexts.ts';
export type { LossKind } from '../engine/scripts/losses.ts';
export type { ScriptPair, ScriptTag } from '../engine/scripts/scriptTag.ts';
export type { Precision } from '../models/convert/precision.ts';
export type { InstallOffer } from '../models/trios/installOffer.ts';
export type { InstallProgress } from '../models/trios/installProgress.ts';
