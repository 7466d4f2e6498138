import { throwIfAborted } from '../errors.ts';
import type { Decision } from '../fusion/decision.ts';
import { checkRule, makeRule } from '../fusion/makeRule.ts';
import type { SourceLogits } from '../fusion/mix.ts';
import { recordDecision } from '../fusion/recordDecision.ts';
import type { RuleChoice } from '../fusion/ruleChoice.ts';
import { ruleForLoaded } from '../fusion/ruleForLoaded.ts';
import { perSource, sourcesWith, type PerSource } from '../fusion/sources.ts';
import type { Generation, RunOptions, Sampling, StopReason } from '../tasks/generation.ts';
import { language } from '../text/languages.ts';
import type { Trio } from '../trio/trio.ts';
import type { PlainDecoding } from './plainDecoding.ts';
import type { Prompt } from './prompt.ts';
import { mostLoops } from './repetitionGuard.ts';
import { makeSampler } from './sampler.ts';
import { Lookahead, type Rows } from './speculation/lookahead.ts';
import { chooseToken } from './step.ts';
import { prepareSources } from './prepareSources.ts';
import { TextStream } from './textStream.ts';
import { TokenHealing } from './tokenHealing.ts';
import { scriptAtJoint } from './wordAtJoint.ts';

/** Everything a generation is told. */
export interface GenerateRequest {
  readonly prompt: Prompt;
  readonly rule: RuleChoice;
  readonly sampling: Sampling;
  /** 1 or more. */
  readonly maxTokens: number;
  readonly timeLimitMs?: number | undefined;
  /**
   * Where the text ends of its own accord: an index into it once that is certain, null before. Called with whole
   * characters only.
   */
  readonly findEnd: (text: string) => number | null;
  /** Why the text should end because it has gone astray; null while it has not. */
  readonly goneAstray: (text: string) => 'script' | 'repetition' | null;
  /** The writer's own text turns in a circle: so may this one. */
  readonly mayCircle: boolean;
  /** The text must begin before a line break. */
  readonly onOneLine: boolean;
  /** Off switches of the optimisations, for the proofs that they change nothing. */
  readonly plain?: PlainDecoding;
}

/**
 * The loop at the heart: prefill, then fuse, choose, record, stream, step. Where sources are missing from memory, the
 * rule is what `ruleForLoaded` makes of it.
 *
 * @throws TriMixError `rule-invalid`, `source-not-loaded`, `inference-failed`, `model-weights-not-finite`, `cancelled`,
 *   `superseded`
 */
export async function generate(
  trio: Trio,
  request: GenerateRequest,
  options: RunOptions,
): Promise<Generation> {
  const { tokenizer } = trio;
  const { prompt, maxTokens } = request;
  checkRule(request.rule);
  const choice = ruleForLoaded(request.rule, sourcesWith(trio.models));
  const size = tokenizer.vocabularySize;
  const sample = makeSampler(request.sampling);
  const startedAt = performance.now();
  const prepared = await prepareSources(trio, { ...request, rule: choice }, options);
  const decodeStartedAt = performance.now();

  const rule = makeRule(choice, prepared.selected);
  const running = prepared.running;
  let rows: Rows = prepared.rows;
  const stream = new TextStream(prompt.healing.length);
  const healing = new TokenHealing(tokenizer, prompt.healing);
  const buffers = { fused: new Float32Array(size), allowed: new Float32Array(size) };
  const generated: number[] = [];
  const trace: Decision[] = [];
  const context = {
    tokenizer,
    endIds: trio.endOfTextIds,
    generated,
    stream,
    language: prompt.language,
    textBefore: prompt.textBefore,
    joint: scriptAtJoint(prompt.textBefore, language(prompt.language).script),
    onOneLine: request.onOneLine,
    mayCircle: request.mayCircle,
  };
  const room = trio.contextLength - prompt.ids.length;
  const settings = { rule, plausibility: choice.plausibility, sample, healing, size };
  const lookahead = new Lookahead({
    trio,
    running,
    prompt: prompt.ids,
    size,
    speculate: request.plain?.speculate !== false,
    propose: request.plain?.propose,
    signal: options.signal,
  });
  let weights: PerSource<number> = perSource(() => 0);
  let shown = 0;
  const show = (until: number): void => {
    if (until > shown) options.onText?.(stream.text.slice(shown, until));
    shown = Math.max(shown, until);
  };

  let stop: StopReason | null = null;
  let loops = 0;
  let end: number | null = null;
  while (stop === null) {
    throwIfAborted(options.signal);
    const step = chooseToken(logitsOf(rows), settings, context, buffers);
    weights = step.weights;
    if (step.reasons.includes('repetition')) loops++;
    if (step.chosen === null) {
      stop = step.reasons.includes('repetition') ? 'repetition' : 'script';
      break;
    }
    if (trio.endOfTextIds.has(step.chosen)) {
      stop = 'end-of-text';
      break;
    }
    if (options.trace !== undefined && options.trace !== 'off') {
      const decision = recordDecision(
        {
          index: generated.length,
          chosen: step.chosen,
          logits: logitsOf(rows),
          weights,
          weightOrigin: rule.origin,
          fused: buffers.fused,
          allowed: step.allowed,
          guardReasons: step.reasons,
          size,
          topK: options.topK ?? 5,
        },
        tokenizer,
      );
      trace.push(decision);
      options.onDecision?.(decision);
    }
    generated.push(step.chosen);
    healing.accept(step.chosen);
    stream.push(tokenizer.bytes(step.chosen));

    end = request.findEnd(stream.text);
    const astray = request.goneAstray(stream.text);
    if (end !== null) stop = 'natural-end';
    else if (astray !== null) stop = astray;
    else if (loops >= mostLoops) stop = 'repetition';
    else if (generated.length >= maxTokens) stop = 'max-tokens';
    else if (generated.length >= room) stop = 'context-full';
    else if (
      request.timeLimitMs !== undefined &&
      performance.now() - decodeStartedAt >= request.timeLimitMs
    ) {
      stop = 'time-limit';
    } else {
      show(stream.settled.length);
      rows = await lookahead.advance(step.chosen, Math.min(maxTokens, room) - generated.length - 1);
    }
  }
  stream.end();
  const text = stream.text.slice(0, end ?? undefined);
  show(text.length);
  const decodeMs = performance.now() - decodeStartedAt;
  return {
    text,
    tokens: generated.length,
    stop,
    weights,
    weightOrigin: rule.origin,
    timings: {
      prefillMs: decodeStartedAt - startedAt,
      decodeMs,
      tokensPerSecond: decodeMs > 0 ? (1000 * generated.length) / decodeMs : 0,
      promptTokens: prompt.ids.length,
      cachedTokens: prepared.cachedTokens,
    },
    speculation: lookahead.counts,
    trace,
  };
}

function logitsOf(rows: Rows): SourceLogits {
  return perSource((source) => rows.get(source) ?? null);
}
