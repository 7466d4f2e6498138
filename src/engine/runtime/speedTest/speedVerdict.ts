import { z } from 'zod';
import { assertNever } from '../../errors.ts';
import { silenceSchemas } from '../smokeTest/askChild.ts';

/** How long a model takes on a processor, in milliseconds. */
const modelTimesSchema = z.strictObject({
  /** To read {@link promptTokens} tokens, as one chunk of a prompt. */
  readMs: z.number().positive(),
  /** For one token after them. */
  stepMs: z.number().positive(),
});

/** See {@link modelTimesSchema}. */
export type ModelTimes = z.infer<typeof modelTimesSchema>;

/** Tokens of the prompt that is read: a chunk, as prompts are read in. */
export const promptTokens = 64;

/** What a speed test found out about a model on an execution provider. */
export const speedVerdictSchema = z.discriminatedUnion('kind', [
  /** Both were measured one after the other in one process, so that they can be compared. */
  z.strictObject({ kind: z.literal('measured'), cpu: modelTimesSchema, provider: modelTimesSchema }),
  /** The provider cannot run this model; `reason` is its own message. */
  z.strictObject({ kind: z.literal('refused'), reason: z.string() }),
  /** Its logits have little to do with the CPU's; `distance` as `relativeDistance` has it. */
  z.strictObject({ kind: z.literal('wrong'), distance: z.number().nullable() }),
  ...silenceSchemas,
]);

/** See {@link speedVerdictSchema}. */
export type SpeedVerdict = z.infer<typeof speedVerdictSchema>;

/** Tokens of a completion: what stands in the sum beside the chunk that was typed since the last one. */
const writtenTokens = 16;

/** Milliseconds of a usual completion: a chunk is read, and a few words are written. */
export function completionMs({ readMs, stepMs }: ModelTimes): number {
  return readMs + writtenTokens * stepMs;
}

/** A verdict in words, for a user. */
export function describeSpeed(verdict: SpeedVerdict, provider: string): string {
  switch (verdict.kind) {
    case 'measured': {
      const ratio = completionMs(verdict.cpu) / completionMs(verdict.provider);
      const comparison =
        ratio > 1
          ? `${provider} is ${ratio.toFixed(1)} times as fast as the CPU`
          : `the CPU is ${(1 / ratio).toFixed(1)} times as fast as ${provider}`;
      return `${comparison}: ${inWords(verdict.provider)}, the CPU ${inWords(verdict.cpu)}`;
    }
    case 'refused':
      return `${provider} cannot run it: ${verdict.reason}`;
    case 'wrong':
      return `${provider} computes it wrongly`;
    case 'crashed':
      return `${provider} crashed with it (${verdict.how})`;
    case 'hung':
      return `${provider} was not done with it after ${verdict.seconds} seconds`;
    default:
      return assertNever(verdict);
  }
}

function inWords({ readMs, stepMs }: ModelTimes): string {
  return `${perSecond(readMs / promptTokens)} tokens read and ${perSecond(stepMs)} written per second`;
}

function perSecond(ms: number): string {
  const rate = 1000 / ms;
  return rate < 10 ? rate.toFixed(1) : rate.toFixed(0);
}
