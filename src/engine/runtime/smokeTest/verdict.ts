import { z } from 'zod';
import { assertNever } from '../../errors.ts';
import { silenceSchemas } from './askChild.ts';

/** What a smoke test found out about an execution provider on this machine. */
export const smokeVerdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passed'),
    /** Tokens that a run may have for its numbers to be right; null where no limit was found. */
    longestRun: z.int().positive().nullable(),
    /** Milliseconds of one decoding step of a tiny model: what a call of the provider costs at least. */
    stepMs: z.number().nonnegative(),
  }),
  /** The provider does not start, or cannot run the models; `reason` is its own message. */
  z.strictObject({ kind: z.literal('refused'), reason: z.string() }),
  /** Its numbers are not those of the CPU; `distance` as {@link relativeDistance} has it. */
  z.strictObject({ kind: z.literal('wrong'), model: z.string(), distance: z.number().nullable() }),
  ...silenceSchemas,
]);

/** See {@link smokeVerdictSchema}. */
export type SmokeVerdict = z.infer<typeof smokeVerdictSchema>;

/** A verdict in words, for a user. */
export function describeVerdict(verdict: SmokeVerdict): string {
  switch (verdict.kind) {
    case 'passed': {
      const speed = `a step of a tiny model takes ${verdict.stepMs.toFixed(1)} ms`;
      if (verdict.longestRun === null) return `it computes what the CPU computes; ${speed}`;
      return `it computes what the CPU computes in runs of up to ${verdict.longestRun} tokens, and longer runs wrongly: prompts are read in pieces of that length; ${speed}`;
    }
    case 'refused':
      return `it does not work here: ${verdict.reason}`;
    case 'wrong': {
      const distance =
        verdict.distance === null ? 'no numbers' : `${(100 * verdict.distance).toFixed(1)} % off`;
      return `it computes wrongly (${distance} in the test model ${verdict.model}): a newer graphics driver may help`;
    }
    case 'crashed':
      return `it crashed when it was tried (${verdict.how}): a newer graphics driver may help`;
    case 'hung':
      return `it gave no answer within ${verdict.seconds} seconds when it was tried: a newer graphics driver may help`;
    default:
      return assertNever(verdict);
  }
}
